namespace Kirana.Operate.Contracts;

/// <summary>What became of the text of a number.</summary>
public enum NumberText
{
    /// <summary>A number that decimal(18,4) holds exactly.</summary>
    Sound,

    /// <summary>Not a number.</summary>
    Malformed,

    /// <summary>NaN or an infinity.</summary>
    NotFinite,

    /// <summary>More than four decimals that are not 0.</summary>
    TooPrecise,

    /// <summary>14 digits before the decimal mark do not suffice.</summary>
    TooLarge,
}
