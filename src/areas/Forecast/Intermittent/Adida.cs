namespace Kirana.Forecast.Intermittent;

/// <summary>Aggregate–disaggregate: demand is smoothed in buckets about as long as the steps between demands, which hides most zeros, and spread evenly
/// over the steps of a bucket.</summary>
/// <remarks>
/// Nikolopoulos, Syntetos, Boylan, Petropoulos and Assimakopoulos, "An aggregate–disaggregate intermittent demand approach (ADIDA) to forecasting",
/// Journal of the Operational Research Society 62 (2011): non-overlapping buckets that end where the series ends, simple exponential smoothing, equal
/// weights. The bucket has the mean interval between demands, to the nearest whole number of steps, but leaves three buckets. The smoothing
/// begins at the mean; its weight has the least squared one-step error between 0.02 and 0.3, to 0.004, unless it is given. O(n).
/// </remarks>
public sealed record Adida : BucketFamily, IBucketMethod
{
    /// <summary>The name.</summary>
    internal const string Method = "adida";

    static string IBucketMethod.Method => Method;

    /// <inheritdoc/>
    public override string Name => Method;

    private protected override bool EveryLevel => false;
}
