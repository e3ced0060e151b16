using System.Buffers;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The memory of one search: a number for each of <see cref="LaneKernel.Lanes"/> tasks lies side by side.</summary>
/// <remarks>A table index times <see cref="Width"/> plus the lane is the place of a number.</remarks>
internal sealed class LaneTable
{
    public const int Width = LaneKernel.Lanes;

    /// <summary>Steps whose rows are gathered before they are multiplied into the products; sums of logarithms are taken as seldom.</summary>
    public const int Block = 8;

    /// <summary>Makes room.</summary>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <param name="steps">The longest series.</param>
    public LaneTable(int season, int steps)
    {
        Season = season;
        States = Coordinates.States(season);
        Count = Coordinates.Count(season);
        Rows = (Count + 3) & ~1;
        Values = ArrayPool<double>.Shared.Rent(steps * Width);
        Point = new double[Count * Width];
        Trial = new double[Count * Width];
        Step = new double[Count * Width];
        Sensitivity = new double[(season + 2) * Count * Width];
        Seasonal = new double[season * Width];
        Gathered = new double[Block * Rows * Width];
        Products = new double[Rows * Rows * Width];
        Kept = new double[Rows * Rows * Width];
        System = new double[(Count + 1) * Count * Width];
    }

    /// <summary>Steps in one season, 1 for none.</summary>
    public int Season { get; }

    /// <summary>First states searched.</summary>
    public int States { get; }

    /// <summary>Coordinates searched.</summary>
    public int Count { get; }

    /// <summary>Rows of the products: coordinates, errors, ones, and a row of zeros where that makes them even.</summary>
    public int Rows { get; }

    /// <summary>The observations, step by step; anything where a lane has none.</summary>
    public double[] Values { get; }

    /// <summary>The number of observations of each lane; 0 for a lane at rest.</summary>
    public double[] Length { get; } = new double[Width];

    /// <summary>1 where errors are multiplicative, else 0.</summary>
    public double[] Relative { get; } = new double[Width];

    /// <summary>1 where there is a slope, else 0.</summary>
    public double[] Trend { get; } = new double[Width];

    /// <summary>1 where the slope is damped, else 0.</summary>
    public double[] Damped { get; } = new double[Width];

    /// <summary>The best point so far.</summary>
    public double[] Point { get; }

    /// <summary>The point looked at.</summary>
    public double[] Trial { get; }

    /// <summary>The step from <see cref="Point"/> to <see cref="Trial"/>.</summary>
    public double[] Step { get; }

    /// <summary>How much <see cref="Objective"/> should fall by the step.</summary>
    public double[] Promise { get; } = new double[Width];

    /// <summary>The squared errors at the trial point.</summary>
    public double[] Squares { get; } = new double[Width];

    /// <summary>The least forecast, level or factor at the trial point where it must be above zero; below <see cref="Smallest"/> the point is void.</summary>
    public double[] Least { get; } = new double[Width];

    /// <summary>Σ ln f at the trial point, 0 where errors are additive.</summary>
    public double[] Logarithms { get; } = new double[Width];

    /// <summary>−2 log-likelihood of the best point so far.</summary>
    public double[] Objective { get; } = new double[Width];

    /// <summary>2n / Σe² at the best point so far.</summary>
    public double[] Precision { get; } = new double[Width];

    /// <summary>By how much the curvature's diagonal is raised (Marquardt's λ).</summary>
    public double[] Raise { get; } = new double[Width];

    /// <summary>Above 0 where the trial point was better and its products are to be kept.</summary>
    public double[] Better { get; } = new double[Width];

    /// <summary>Derivatives of level, slope and each seasonal state by each coordinate.</summary>
    public double[] Sensitivity { get; }

    /// <summary>Seasonal states by phase.</summary>
    public double[] Seasonal { get; }

    /// <summary>Derivatives of the forecasts of some steps, and beside them errors and ones.</summary>
    public double[] Gathered { get; }

    /// <summary>Sums over the steps of products of two rows, the lower triangle.</summary>
    public double[] Products { get; }

    /// <summary>The products at the best point so far.</summary>
    public double[] Kept { get; }

    /// <summary>The equations of a step.</summary>
    public double[] System { get; }

    /// <summary>A forecast of a positive series of magnitude 1 below this is no forecast; eight of them multiply without vanishing.</summary>
    public const double Smallest = 1e-15;

    /// <summary>Above this it is none either.</summary>
    public const double Largest = 1e15;

    /// <summary>Gives rented memory back; the table is at its end.</summary>
    public void Release() => ArrayPool<double>.Shared.Return(Values);
}
