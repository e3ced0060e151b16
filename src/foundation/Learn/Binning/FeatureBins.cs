namespace Kirana.Learn.Binning;

/// <summary>How the values of one feature become bins 0 … <see cref="Count"/> − 1.</summary>
/// <remarks>A numeric value x lies in the bin whose number is how many cuts are below x, so "bin ≤ b" and "x ≤ cut b" are one test.
/// The last bin is reserved: for missing values where the feature has any, for rare and unseen codes where it is categorical.</remarks>
internal sealed class FeatureBins
{
    /// <summary>The most bins of values that fit a byte; the reserved bin comes on top.</summary>
    public const int MaxValueBins = 255;

    /// <summary>The most bins of values at all, so that a bin fits two bytes.</summary>
    public const int MaxWideBins = 65_535;

    private FeatureBins(float[] cuts, int[] categories, bool isCategorical, bool hasReserved, bool isExact)
    {
        Cuts = cuts;
        Categories = categories;
        IsCategorical = isCategorical;
        HasReserved = hasReserved;
        IsExact = isExact;
    }

    /// <summary>Ascending upper bounds of all numeric bins but the last.</summary>
    public float[] Cuts { get; }

    /// <summary>The codes that have a bin of their own, ascending; bin b holds code <c>Categories[b]</c>.</summary>
    public int[] Categories { get; }

    public bool IsCategorical { get; }

    /// <summary>Whether there is a reserved bin; its number is <see cref="ValueBins"/>.</summary>
    public bool HasReserved { get; }

    /// <summary>Whether every bin is known to hold one value or category, so that finer bins would part no rows.</summary>
    public bool IsExact { get; }

    /// <summary>The number of bins that hold values.</summary>
    public int ValueBins => IsCategorical ? Categories.Length : Cuts.Length + 1;

    /// <summary>The number of all bins, 1 to 65,536.</summary>
    public int Count => ValueBins + (HasReserved ? 1 : 0);

    public static FeatureBins Numeric(float[] cuts, bool hasMissing, bool isExact = false) => new(cuts, [], isCategorical: false, hasMissing, isExact);

    public static FeatureBins Categorical(int[] categories) => new([], categories, isCategorical: true, hasReserved: true, isExact: true);
}
