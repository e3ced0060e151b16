namespace Kirana.Server.Api.Queries;

/// <summary>What one parameter of a query may be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Description">One sentence.</param>
internal sealed record QueryParameter(string Name, QueryKind Kind, string Description)
{
    /// <summary>Whether a request without it is refused.</summary>
    public bool Required { get; init; }

    /// <summary>The smallest number.</summary>
    public int Minimum { get; init; } = int.MinValue;

    /// <summary>The largest number.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>What holds where it is missing, as it would be written; <see langword="null"/> if nothing simple does.</summary>
    public string? Default { get; init; }

    /// <summary>The words it may be.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>A value that works.</summary>
    public string? Example { get; init; }
}
