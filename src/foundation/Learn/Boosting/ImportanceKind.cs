namespace Kirana.Learn.Boosting;

/// <summary>What a feature's importance counts.</summary>
public enum ImportanceKind
{
    /// <summary>By how much its splits lowered the objective.</summary>
    Gain,

    /// <summary>The number of its splits.</summary>
    Splits,

    /// <summary>The sum of hessians of the rows its splits parted.</summary>
    Cover,
}
