using System.Buffers;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The memory of a task alone, whose coordinates lie side by side instead of tasks.</summary>
internal sealed class LoneTable
{
    /// <summary>Numbers of a step's <see cref="Flow{TLanes}"/>.</summary>
    public const int FlowSize = 16;

    /// <summary>Makes room.</summary>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="steps">Steps of the series.</param>
    public LoneTable(int season, int steps)
    {
        (Season, States, Count, Steps) = (season, Coordinates.States(season), Coordinates.Count(season), steps);
        // Two columns more than coordinates: errors and ones.
        Stride = (Count + 2 + LaneKernel.Lanes - 1) / LaneKernel.Lanes * LaneKernel.Lanes;
        // Every pass writes these in full. Rented they are still in the cache when the next series comes.
        Flows = ArrayPool<double>.Shared.Rent(steps * FlowSize);
        Errors = ArrayPool<double>.Shared.Rent(steps);
        Gathered = ArrayPool<double>.Shared.Rent(steps * Stride);
        Sensitivity = new double[(season + 2) * Stride];
        Products = new double[Stride * Stride];
        Own = new double[(Coordinates.Weights + 2) * Stride];
        for (var column = 0; column < Coordinates.Weights + 2; column++)
            Own[column * Stride + States + column] = 1;
    }

    /// <summary>Steps in one season, 1 for none.</summary>
    public int Season { get; }

    /// <summary>First states searched.</summary>
    public int States { get; }

    /// <summary>Coordinates searched.</summary>
    public int Count { get; }

    /// <summary>Steps of the series.</summary>
    public int Steps { get; }

    /// <summary>Places of a row: coordinates, errors, ones, and what fills the register.</summary>
    public int Stride { get; }

    /// <summary>How the states pass through each step: the numbers of <see cref="Flow{TLanes}"/> but the last two.</summary>
    public double[] Flows { get; }

    /// <summary>The products' column of errors.</summary>
    public double[] Errors { get; }

    /// <summary>Derivatives of the forecasts, a row for each step, and beside them errors and ones.</summary>
    public double[] Gathered { get; }

    /// <summary>Derivatives of level, slope and each seasonal state by each coordinate.</summary>
    public double[] Sensitivity { get; }

    /// <summary>Sums over the steps of products of two columns; the lower triangle counts.</summary>
    public double[] Products { get; }

    /// <summary>For α, u, v, φ, the errors and the ones a row that is 1 at its own column, else 0.</summary>
    public double[] Own { get; }

    /// <summary>At the beginning each state depends on its own coordinate; the season of phase 0 on all others.</summary>
    /// <param name="trend">1 where there is a slope, else 0.</param>
    public void Begin(double trend)
    {
        Array.Clear(Sensitivity);
        (Sensitivity[0], Sensitivity[Stride + 1]) = (1, trend);
        for (var phase = 1; phase < Season; phase++)
            (Sensitivity[2 * Stride + phase + 1], Sensitivity[(2 + phase) * Stride + phase + 1]) = (-1, 1);
    }

    /// <summary>Gives rented memory back; the table is at its end.</summary>
    public void Release()
    {
        ArrayPool<double>.Shared.Return(Flows);
        ArrayPool<double>.Shared.Return(Errors);
        ArrayPool<double>.Shared.Return(Gathered);
    }
}
