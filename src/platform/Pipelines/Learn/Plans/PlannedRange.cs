using System.Globalization;

namespace Kirana.Pipelines.Learn.Plans;

/// <summary>The values of an option that a search may choose among.</summary>
/// <param name="Option">The option's name.</param>
/// <param name="Low">The least value.</param>
/// <param name="High">The greatest value, above it.</param>
/// <param name="IsLogarithmic">Whether orders of magnitude are equally likely, not values.</param>
/// <param name="IsWhole">Whether values are whole numbers.</param>
public sealed record PlannedRange(string Option, double Low, double High, bool IsLogarithmic, bool IsWhole)
{
    /// <summary>The value in the middle.</summary>
    internal double Middle => IsLogarithmic ? Math.Sqrt(Low * High) : (Low + High) / 2;

    /// <summary>A setting with the option at a value.</summary>
    internal PlannedSetting Set(PlannedSetting setting, double value)
    {
        var text = IsWhole ? Math.Round(value).ToString(CultureInfo.InvariantCulture) : value.ToString("0.######", CultureInfo.InvariantCulture);
        return setting with { Options = new SortedDictionary<string, string>(setting.Options.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal) { [Option] = text } };
    }
}
