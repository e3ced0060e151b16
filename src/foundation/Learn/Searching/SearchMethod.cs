namespace Kirana.Learn.Searching;

/// <summary>How a search goes through its space: <see cref="GridSearch"/>, <see cref="RandomSearch"/>, <see cref="BayesianSearch"/> or <see cref="SuccessiveHalving"/>.</summary>
public abstract record SearchMethod
{
    private protected SearchMethod()
    {
    }

    /// <summary>What is wrong with the options, in words; none where all is right.</summary>
    internal abstract IEnumerable<string> Faults();

    /// <summary>Tries points until the trials are used up.</summary>
    internal abstract void Run(SearchTrials trials);
}
