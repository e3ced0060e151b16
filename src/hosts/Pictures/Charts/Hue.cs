namespace Kirana.Pictures.Charts;

/// <summary>The colour of a mark. Series colours follow Okabe and Ito (2008), which people with any common colour blindness tell apart.</summary>
public enum Hue
{
    /// <summary>The next series colour that no other mark of the chart names.</summary>
    Auto,

    /// <summary>The colour of text: for what is true rather than modelled.</summary>
    Ink,

    /// <summary>A quiet grey: for context such as a baseline.</summary>
    Muted,

    /// <summary>Blue, the first series colour.</summary>
    Blue,

    /// <summary>Vermilion, the second.</summary>
    Vermilion,

    /// <summary>Bluish green, the third.</summary>
    Green,

    /// <summary>Reddish purple, the fourth.</summary>
    Purple,

    /// <summary>Orange, the fifth.</summary>
    Orange,

    /// <summary>Sky blue, the sixth and last.</summary>
    Sky,
}
