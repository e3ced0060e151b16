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
        Own = new double[Coordinates.Weights * Stride];
        for (var weight = 0; weight < Coordinates.Weights; weight++)
            Own[weight * Stride + States + weight] = 1;
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

    /// <summary>For α, u, v and φ a row that is 1 at its own coordinate, else 0.</summary>
    public double[] Own { get; }

    /// <summary>Gives rented memory back; the table is at its end.</summary>
    public void Release()
    {
        ArrayPool<double>.Shared.Return(Flows);
        ArrayPool<double>.Shared.Return(Errors);
        ArrayPool<double>.Shared.Return(Gathered);
    }
}
