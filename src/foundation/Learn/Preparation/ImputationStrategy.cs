namespace Kirana.Learn.Preparation;

/// <summary>What takes the place of a missing value.</summary>
public enum ImputationStrategy
{
    /// <summary>The median of the column.</summary>
    Median,

    /// <summary>The mean of the column.</summary>
    Mean,

    /// <summary>The most frequent value, the least of several; of categories the first by its text.</summary>
    MostFrequent,

    /// <summary>A given number.</summary>
    Constant,
}
