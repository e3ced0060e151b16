namespace Kirana.Learn.Searching;

/// <summary>Points at random: better than a grid where few dimensions matter, and any number of trials will do.</summary>
/// <remarks>Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 13 (2012).</remarks>
public sealed record RandomSearch : SearchMethod
{
    internal override IEnumerable<string> Faults() => [];

    internal override void Run(SearchTrials trials)
    {
        while (trials.Left > 0)
            trials.Loss(trials.Anywhere());
    }
}
