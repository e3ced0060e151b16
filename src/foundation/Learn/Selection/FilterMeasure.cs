namespace Kirana.Learn.Selection;

/// <summary>By what a filter orders features.</summary>
public enum FilterMeasure
{
    /// <summary>The test that suits the kinds: analysis of variance for a number and classes (of either side), regression for two numbers, χ² of independence for
    /// categories and classes. Features of different kinds are ordered by the chance of their statistic.</summary>
    Test,

    /// <summary>χ² for numbers from 0 up and categories against classes.</summary>
    ChiSquared,

    /// <summary>Mutual information, which sees any dependence but has no test.</summary>
    MutualInformation,

    /// <summary>The absolute correlation with the target; of two classes the point-biserial one. For numbers.</summary>
    Correlation,

    /// <summary>The absolute correlation of ranks. For numbers.</summary>
    RankCorrelation,
}
