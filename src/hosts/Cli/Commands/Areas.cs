namespace Kirana.Cli.Commands;

/// <summary>The areas whose models the registry keeps.</summary>
internal static class Areas
{
    /// <summary>Who may like what.</summary>
    public const string Recommend = "recommend";

    /// <summary>How much will be sold.</summary>
    public const string Forecast = "forecast";

    /// <summary>All areas.</summary>
    public static IReadOnlyList<string> All { get; } = [Recommend, Forecast];
}
