using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Operate.Contracts;

namespace Kirana.Cli.Commands.Train;

/// <summary>Reads what each kind of event counts.</summary>
internal static class EventWeights
{
    private const string Example = "kirana train recommend --weights purchase=1,rating=1";

    /// <summary>Reads pairs such as <c>purchase=1,rating=0.5</c>.</summary>
    /// <param name="text">The pairs, or <see langword="null"/>.</param>
    /// <exception cref="UsageException">A pair names no kind of event, or no weight above 0.</exception>
    public static IReadOnlyDictionary<string, float>? Parse(string? text)
    {
        if (text is null)
            return null;
        var weights = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var mark = pair.IndexOf('=', StringComparison.Ordinal);
            var kind = mark < 0 ? null : EventWords.Find(pair[..mark].Trim());
            if (kind is null || kind is "return" or "adjustment" or "search" or "impression")
                throw new UsageException($"--weights wants a kind of event that says what somebody likes, and has '{pair}'.", Example);
            if (!float.TryParse(pair[(mark + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) || !(weight > 0) || !float.IsFinite(weight))
                throw new UsageException($"--weights wants a weight above 0, and has '{pair}'.", Example);
            if (!weights.TryAdd(kind, weight))
                throw new UsageException($"--weights names '{kind}' twice.", Example);
        }

        return weights.Count > 0 ? weights : throw new UsageException("--weights names no kind of event.", Example);
    }
}
