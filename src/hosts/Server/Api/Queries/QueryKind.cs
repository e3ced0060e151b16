namespace Kirana.Server.Api.Queries;

/// <summary>What a parameter holds.</summary>
internal enum QueryKind
{
    /// <summary>An opaque id of 1 to 256 bytes.</summary>
    Id,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary><c>true</c> or <c>false</c>; the name alone means true.</summary>
    Flag,

    /// <summary>One of a few words.</summary>
    Word,

    /// <summary>Probabilities with commas between them.</summary>
    Levels,
}
