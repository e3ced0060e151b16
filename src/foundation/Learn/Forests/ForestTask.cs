using Kirana.Learn.Binning;

namespace Kirana.Learn.Forests;

/// <summary>What all trees of a fit read.</summary>
internal sealed record ForestTask
{
    public required ForestRules Rules { get; init; }

    public required Bagging Bagging { get; init; }

    /// <summary>Where the values of small nodes are read, so that each has a bin of its own; <see langword="null"/> where cuts are random.</summary>
    public FeatureSource? Values { get; init; }

    /// <summary>The bins of every row.</summary>
    public required BinnedTable Table { get; init; }

    /// <summary>The columns of the table.</summary>
    public required NodeColumns Columns { get; init; }

    /// <summary>The place of each row of the fit among the rows of <see cref="Columns"/> and <see cref="Values"/>; its own where <see langword="null"/>.</summary>
    public int[]? Chosen { get; init; }

    public required float[] Targets { get; init; }

    /// <summary>The weight of each row, class weights included; all are 1 where empty.</summary>
    public required float[] Weights { get; init; }

    /// <summary>The number of classes where there are more than two, else 0.</summary>
    public required int ManyClasses { get; init; }

    /// <summary>The mean that is taken off targets while trees grow, so that sums keep their digits.</summary>
    public required double Shift { get; init; }

    /// <summary>What the fall of the score is multiplied by to be the fall of the impurity.</summary>
    public required double GainFactor { get; init; }

    /// <summary>Whether the rows of every leaf are kept.</summary>
    public bool KeepsLeafRows { get; init; }

    public CancellationToken Cancellation { get; init; }
}
