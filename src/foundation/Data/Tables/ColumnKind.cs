namespace Kirana.Data.Tables;

/// <summary>What a column holds.</summary>
public enum ColumnKind
{
    /// <summary>Numbers in single precision; NaN where missing.</summary>
    Single,

    /// <summary>Numbers in double precision; NaN where missing.</summary>
    Double,

    /// <summary>Categories or texts, each different one kept once.</summary>
    Category,

    /// <summary>Moments in UTC microseconds since 1970.</summary>
    Time,
}
