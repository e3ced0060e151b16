namespace Kirana.Pictures.Charts;

/// <summary>One of the two axes of a chart.</summary>
public sealed record Axis
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    /// <summary>How values are spread; <see cref="AxisKind.Linear"/> by default.</summary>
    public AxisKind Kind { get; init; }

    /// <summary>What is measured, in a few words; none by default.</summary>
    public string Title { get; init; } = "";

    /// <summary>What stands before every number, such as <c>£</c>; none by default.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What stands after every number, such as <c> %</c>; none by default.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>The smallest value shown; from the data by default. Other values than finite ones count as none.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest value shown; from the data by default. Other values than finite ones count as none.</summary>
    public double? Maximum { get; init; }

    /// <summary>The names of a <see cref="AxisKind.Category"/> axis, in order: left to right, or top to bottom.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>An axis of names.</summary>
    /// <param name="categories">The names in order.</param>
    public static Axis Of(IReadOnlyList<string> categories) => new() { Kind = AxisKind.Category, Categories = categories };

    /// <summary>An axis of moments.</summary>
    public static Axis Time { get; } = new() { Kind = AxisKind.Time };

    /// <summary>The place of a day's beginning on a time axis.</summary>
    /// <param name="day">The day.</param>
    public static double At(DateOnly day) => (day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - Epoch).TotalSeconds;

    /// <summary>The place of a moment on a time axis.</summary>
    /// <param name="moment">The moment.</param>
    public static double At(DateTimeOffset moment) => (moment.UtcDateTime - Epoch).TotalSeconds;
}
