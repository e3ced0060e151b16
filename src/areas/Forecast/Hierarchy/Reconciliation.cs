using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Makes the forecasts of one hierarchy's series add up. Immutable and thread-safe.</summary>
public abstract class Reconciliation
{
    private const int BlockSize = 64;

    private protected Reconciliation(string name, SeriesHierarchy hierarchy) => (Name, Hierarchy) = (name, hierarchy);

    /// <summary>The method's name.</summary>
    public string Name { get; }

    /// <summary>The hierarchy.</summary>
    public SeriesHierarchy Hierarchy { get; }

    /// <summary>Reconciles point forecasts.</summary>
    /// <param name="forecasts">The base forecasts: one row each series in the hierarchy's order, one column a step.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <returns>Forecasts of the same shape, in which every aggregate is the sum of its parts.</returns>
    /// <exception cref="ArgumentException">There is not one row for each series.</exception>
    /// <exception cref="DataException"><c>bad-forecast</c>: a forecast is not finite; names series and step.</exception>
    /// <exception cref="NotConvergedException">The equations are too badly conditioned.</exception>
    public SeriesMatrix Reconcile(SeriesMatrix forecasts, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        CheckForecasts(forecasts);
        var reconciled = new SeriesMatrix(Hierarchy.Count, forecasts.Steps);
        var aggregates = Hierarchy.AggregateCount;
        var sums = new BaseSums(forecasts, forecasts.Rows(0, aggregates).ToArray(), Gaps(forecasts), forecasts.Steps);
        var rule = Prepare(sums, context);
        Blocks.Run(Hierarchy.BottomCount, BlockSize, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var rows = reconciled.Rows(aggregates + start, end - start);
            forecasts.Rows(aggregates + start, end - start).CopyTo(rows);
            rule.Apply(aggregates + start, end - start, rows);
        });

        Finish(forecasts, reconciled, context);
        Hierarchy.Aggregate(reconciled);
        return reconciled;
    }

    /// <summary>Solves for everything that the bottom series have in common.</summary>
    internal abstract IBottomRule Prepare(BaseSums sums, FitContext context);

    /// <summary>Whether nothing below zero may come out.</summary>
    internal virtual bool NonNegative => false;

    /// <summary>A last word on the bottom rows, before they are added up.</summary>
    private protected virtual void Finish(SeriesMatrix forecasts, SeriesMatrix reconciled, FitContext context)
    {
        if (!NonNegative)
            return;
        foreach (ref var value in reconciled.Rows(Hierarchy.AggregateCount, Hierarchy.BottomCount))
            value = Math.Max(value, 0);
    }

    private double[] Gaps(SeriesMatrix forecasts)
    {
        var aggregates = Hierarchy.AggregateCount;
        var gaps = forecasts.Rows(0, aggregates).ToArray();
        for (var i = 0; i < aggregates; i++)
            foreach (var child in Hierarchy.ChildrenOf(i))
                Numerics.Kernels.Axpy.Add(-1, forecasts.Row(child), gaps.AsSpan(i * forecasts.Steps, forecasts.Steps));
        return gaps;
    }

    /// <exception cref="ArgumentException">There is not one row for each series.</exception>
    /// <exception cref="DataException">A forecast is not finite.</exception>
    internal void CheckForecasts(SeriesMatrix forecasts)
    {
        Hierarchy.CheckRows(forecasts, nameof(forecasts));
        for (var i = 0; i < forecasts.Series; i++)
            for (var k = 0; k < forecasts.Steps; k++)
                if (!double.IsFinite(forecasts[i, k]))
                    throw new DataException($"The base forecast of '{Hierarchy.KeyOf(i)}' for step {k + 1} is {forecasts[i, k]}; expected a finite number.")
                    {
                        Code = "bad-forecast", Row = i + 1, Hint = "Forecast this series by a simpler model.",
                    };
    }
}
