namespace Kirana.Learn.Bayes;

/// <summary>How the values of a feature are spread within a class.</summary>
public enum BayesFamily
{
    /// <summary>Numbers around a mean.</summary>
    Gaussian,

    /// <summary>Counts of things of which each is one of p kinds.</summary>
    Multinomial,

    /// <summary>Yes or no.</summary>
    Bernoulli,

    /// <summary>Categories.</summary>
    Categorical,
}
