using Kirana.Forecast.Intervals;

namespace Kirana.Forecast.Batches;

/// <summary>The spread around the forecasts of a batch: quantiles of scaled errors, and each series' scale. Immutable and thread-safe.</summary>
/// <param name="Levels">The calibrated levels, ascending; empty where there are no intervals.</param>
/// <param name="Profiles">Quantiles of scaled errors.</param>
/// <param name="ProfileOf">For each series the index of its profile.</param>
/// <param name="ScaleOf">For each series the size of its errors.</param>
internal sealed record BatchSpread(double[] Levels, IReadOnlyList<ErrorProfile> Profiles, int[] ProfileOf, double[] ScaleOf)
{
    /// <summary>No intervals.</summary>
    public static BatchSpread None(int count) => new([], [], new int[count], new double[count]);

    /// <summary>The steps that were calibrated; 0 where there are no intervals.</summary>
    public int Horizon => Profiles.Count == 0 ? 0 : Profiles[0].Horizon;

    /// <summary>What to add to a series' forecast for its quantile.</summary>
    public double At(int series, int step, double level) => ScaleOf[series] * Profiles[ProfileOf[series]].At(step, level);
}
