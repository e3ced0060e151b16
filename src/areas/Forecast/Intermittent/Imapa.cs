namespace Kirana.Forecast.Intermittent;

/// <summary>Demand smoothed in buckets of one step, of two, and so on to about the steps between demands; the forecast is the mean of all levels.</summary>
/// <remarks>
/// Petropoulos and Kourentzes, "Forecast combinations for intermittent demand", Journal of the Operational Research Society 66 (2015): the intermittent
/// multiple aggregation prediction algorithm. Every level is what <see cref="Adida"/> has at one. The smoothing
/// begins at the mean; its weight has the least squared one-step error between 0.02 and 0.3, to 0.004, unless it is given. O(n log n).
/// </remarks>
public sealed record Imapa : BucketFamily, IBucketMethod
{
    /// <summary>The name.</summary>
    internal const string Method = "imapa";

    static string IBucketMethod.Method => Method;

    /// <inheritdoc/>
    public override string Name => Method;

    private protected override bool EveryLevel => true;
}
