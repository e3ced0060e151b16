using Kirana.Data;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Finds the coherent forecasts nearest to the base ones in the metric W⁻¹ among those whose bottom is not below zero.</summary>
/// <remarks>
/// Wickramasuriya, Turlach and Hyndman, "Optimal non-negative forecast reconciliation", Statistics and Computing 30 (2020), by block
/// principal pivoting (Portugal, Júdice and Vicente 1994; Kim and Park 2011): series are held at zero in blocks, until what is free
/// is not negative and what is held would not rise. Holding series Z at zero is to learn of the factors' values f with y = ŷ + d^½ε + Eᵀf: what is
/// left of the others is again a diagonal and as many factors, of covariance (I + E_Z D_Z⁻¹ E_Zᵀ)⁻¹. So each round costs as much as
/// a plain reconciliation.
/// </remarks>
internal sealed class NonNegativeSearch(ConstraintPattern pattern, ErrorCovariance covariance, double[] factors)
{
    private const double Trifle = 1e-11;
    private const int Patience = 3;
    private const int MostRounds = 1000;

    private readonly SeriesHierarchy _hierarchy = pattern.Hierarchy;

    /// <summary>Improves a solution that is negative somewhere.</summary>
    /// <param name="wanted">The base forecasts of all series at one step.</param>
    /// <param name="bottom">The reconciled bottom without the bound on entry, with it on return.</param>
    /// <param name="cancellation">Looked at each round.</param>
    /// <exception cref="NotConvergedException">The pivoting does not end.</exception>
    public void Improve(ReadOnlySpan<double> wanted, Span<double> bottom, CancellationToken cancellation)
    {
        var trifle = 0.0;
        foreach (var value in bottom)
            trifle = Math.Max(trifle, Trifle * Math.Abs(value));
        var held = new bool[bottom.Length];
        var (best, patience) = (int.MaxValue, Patience);
        for (var round = 0; ; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (wrong, last) = (0, -1);
            for (var i = 0; i < held.Length; i++)
                if (IsWrong(held[i], bottom[i], trifle))
                    (wrong, last) = (wrong + 1, i);
            if (wrong == 0)
            {
                for (var i = 0; i < held.Length; i++)
                    bottom[i] = held[i] ? 0 : Math.Max(bottom[i], 0);
                return;
            }

            if (round == MostRounds)
                throw new NotConvergedException("The search for forecasts without negative ones did not end.", round, wrong);
            patience = wrong < best ? Patience : patience - 1;
            best = Math.Min(best, wrong);
            for (var i = 0; i < held.Length; i++)
                if (patience >= 0 ? IsWrong(held[i], bottom[i], trifle) : i == last)
                    held[i] = !held[i];
            Solve(wanted, held, bottom, cancellation);
        }
    }

    /// <summary>A free series must not be negative; a held one must not want to rise.</summary>
    private static bool IsWrong(bool held, double value, double trifle) => held ? value > trifle : value < -trifle;

    /// <summary>Solves with some series held at zero; their places get the value they would take if only they were let go.</summary>
    private void Solve(ReadOnlySpan<double> wanted, bool[] held, Span<double> bottom, CancellationToken cancellation)
    {
        var (aggregates, width) = (_hierarchy.AggregateCount, covariance.Width);
        var inner = new double[width * width];
        var mean = new double[width];
        var (left, gaps) = ((double[])factors.Clone(), new double[aggregates]);
        Learn(wanted, held, inner, mean);
        for (var i = 0; i < aggregates; i++)
        {
            gaps[i] = wanted[i];
            foreach (var child in _hierarchy.ChildrenOf(i))
                if (child < aggregates || !held[child - aggregates])
                    gaps[i] -= wanted[child];
                else
                    Axpy.Add(1, Factor(child), left.AsSpan(i * width, width));
            gaps[i] += Dot.Of(left.AsSpan(i * width, width), mean);
        }

        var rotated = (double[])left.Clone();
        for (var i = 0; i < aggregates; i++)
            Forward(inner, width, rotated.AsSpan(i * width, width));
        new ConstraintSolver(new ConstraintMatrix(pattern, covariance.Diagonal, held), aggregates, rotated, width)
            .Solve(gaps, 1, threads: 1, cancellation);

        // What the factors must have been: the mean given the held series, less what the constraints teach.
        var taught = new double[width];
        for (var i = 0; i < aggregates; i++)
            Axpy.Add(gaps[i], left.AsSpan(i * width, width), taught);
        Cholesky.Solve(inner, width, taught);
        Axpy.Add(-1, taught, mean);
        for (var i = 0; i < bottom.Length; i++)
        {
            var multipliers = 0.0;
            foreach (var parent in _hierarchy.ParentsOf(aggregates + i))
                multipliers += gaps[parent];
            bottom[i] = wanted[aggregates + i] + Dot.Of(Factor(aggregates + i), mean) + covariance.Diagonal[aggregates + i] * multipliers;
        }
    }

    /// <summary>The factors given the held series: their precision I + E_Z D_Z⁻¹ E_Zᵀ, factored, and their mean.</summary>
    private void Learn(ReadOnlySpan<double> wanted, bool[] held, double[] inner, double[] mean)
    {
        var (aggregates, width) = (_hierarchy.AggregateCount, covariance.Width);
        const int BlockSize = 256;
        var rows = new double[BlockSize * width];
        var count = 0;
        for (var i = 0; i < held.Length && width > 0; i++)
        {
            if (held[i])
            {
                var series = aggregates + i;
                var row = rows.AsSpan(count * width, width);
                Factor(series).CopyTo(row);
                Scale.By(1 / Math.Sqrt(covariance.Diagonal[series]), row);
                Axpy.Add(-wanted[series] / covariance.Diagonal[series], Factor(series), mean);
                count++;
            }

            if (count != BlockSize && i != held.Length - 1)
                continue;
            Syrk.AddGram(rows.AsSpan(0, count * width), count, width, inner);
            count = 0;
        }

        for (var t = 0; t < width; t++)
            inner[t * width + t] += 1;
        if (!Cholesky.TryFactor(inner, width))
            throw new NotConvergedException("The covariance of the base errors is not positive definite to working precision.", 0, double.NaN);
        Cholesky.Solve(inner, width, mean);
    }

    private ReadOnlySpan<double> Factor(int series) => covariance.Factors.AsSpan(series * covariance.Width, covariance.Width);

    /// <summary>x ← L⁻¹x.</summary>
    private static void Forward(ReadOnlySpan<double> factor, int n, Span<double> x)
    {
        for (var i = 0; i < n; i++)
            x[i] = (x[i] - Dot.Of(factor.Slice(i * n, i), x[..i])) / factor[i * n + i];
    }
}
