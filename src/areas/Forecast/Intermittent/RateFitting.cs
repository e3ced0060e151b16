using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Intermittent;

/// <summary>Fits Croston's family to the series of a table.</summary>
internal static class RateFitting
{
    // Between these the squares of values and their sums neither overflow nor vanish.
    private const double SafelySmall = 1e-100;
    private const double SafelyLarge = 1e100;

    /// <summary>Fits the series loaded into a table: <see cref="DemandTable.Size"/>, <see cref="DemandTable.Rhythm"/> and the weights are
    /// those after the last step.</summary>
    /// <param name="table">The table.</param>
    /// <param name="method">The method.</param>
    /// <param name="alone">Whether only lane 0 holds a series; it gets the same bits by the scalar twin.</param>
    public static void Fit(DemandTable table, in RateMethod method, bool alone = false)
    {
        table.Unit.Fill(1);
        table.SizeWeight.Fill(method.SizeWeight ?? RateMethod.SmallestWeight);
        table.SizeWeightLimit.Fill(method.SizeWeight ?? RateMethod.LargestWeight);
        table.RhythmWeight.Fill(method.RhythmWeight ?? RateMethod.SmallestWeight);
        table.RhythmWeightLimit.Fill(method.RhythmWeight ?? RateMethod.LargestWeight);
        Run(new LargestDemand(table), alone);
        for (var lane = 0; lane < DemandTable.Width; lane++)
            if (table.Largest[lane] is > SafelyLarge or (> 0 and < SafelySmall))
                table.Unit[lane] = Math.ScaleB(1, Math.Max(Math.ILogB(table.Largest[lane]), -1000));
        Run(new DemandPreparation(table, method), alone);
        if (method.SmoothsProbability)
            Run(new RateSearch<ProbabilityRhythm>(table, method), alone);
        else
            Run(new RateSearch<IntervalRhythm>(table, method), alone);
        for (var lane = 0; lane < DemandTable.Width; lane++)
            table.Size[lane] = Models.Magnitude.Finite(table.Size[lane] * table.Unit[lane]);
    }

    /// <summary>Runs a kernel over all lanes, or over lane 0 alone.</summary>
    public static void Run<TKernel>(TKernel kernel, bool alone) where TKernel : struct, ILaneKernel
    {
        if (alone)
            kernel.Run<Lanes64>(0);
        else
            LaneKernel.Run(kernel);
    }
}
