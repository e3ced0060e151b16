using Kirana.Numerics.Statistics;
using Kirana.Operate.Registry;

namespace Kirana.Pipelines.Recommend;

/// <summary>What <c>kirana train recommend</c> answers.</summary>
/// <param name="Version">The registered version.</param>
/// <param name="Promoted">Whether it serves now.</param>
/// <param name="Rule">Why this model was chosen and whether it became current, as sentences.</param>
/// <param name="Compared">The models compared on the held-out period, of which it is the chosen one.</param>
public sealed record RecommendTrainingResult(ModelVersion Version, bool Promoted, string Rule, RecommendComparison Compared)
{
    /// <summary>The chosen model's figures on the held-out period, with intervals.</summary>
    public IReadOnlyDictionary<string, Interval> Metrics => Compared.Metrics;

    /// <summary>The figures of every model compared, by name, with intervals.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, Interval>> Baselines => Compared.Baselines;

    /// <summary>The first moment of the held-out period.</summary>
    public DateTimeOffset TestFrom => Compared.TestFrom;

    /// <summary>Its end.</summary>
    public DateTimeOffset TestUntil => Compared.TestUntil;

    /// <summary>Users asked: those with a history.</summary>
    public int Cases => Compared.Cases;
}
