using Kirana.Learn.Binning;
using Kirana.Learn.Calibration;
using Kirana.Learn.Linear;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.SupportVectors;

/// <summary>Training rows of a linear machine: features, and where there is a bias one more number that is the same in all.</summary>
internal sealed class LinearRows
{
    private readonly double[] _rows;
    private readonly double[] _shifts;
    private readonly double[] _factors;
    private readonly double _biasFeature;

    public LinearRows(DesignMatrix x, double biasFeature, bool standardises)
    {
        (_biasFeature, _shifts) = (biasFeature, standardises && biasFeature > 0 ? x.Means : new double[x.Features]);
        _factors = standardises ? Array.ConvertAll(x.Deviations(_shifts), deviation => deviation > 0 ? 1 / deviation : 0) : [.. Enumerable.Repeat(1.0, x.Features)];
        (Columns, Count, Size, Weights) = (x.Columns, x.Rows, x.Features + (biasFeature > 0 ? 1 : 0), x.Weights);
        (_rows, Squares) = (new double[checked(Count * Size)], new double[Count]);
        var column = new double[Count];
        for (var f = 0; f < x.Features; f++)
        {
            x.Read(f, 0, _shifts[f], column);
            for (var i = 0; i < Count; i++)
                _rows[i * Size + f] = column[i] * _factors[f];
        }

        for (var i = 0; i < Count; i++)
        {
            if (biasFeature > 0)
                _rows[i * Size + Size - 1] = biasFeature;
            Squares[i] = Dot.Of(Row(i), Row(i));
        }
    }

    public FeatureColumn[] Columns { get; }

    public int Count { get; }

    public int Size { get; }

    /// <summary>The weight of each row; all are 1 where empty.</summary>
    public double[] Weights { get; }

    /// <summary>xᵀx of each row.</summary>
    public double[] Squares { get; }

    public ReadOnlySpan<double> Row(int row) => _rows.AsSpan(row * Size, Size);

    /// <summary>The plane of the features as they are.</summary>
    public LinearPlane Plane(DualCoordinateDescent descent, double primal, PlattCalibration? calibration)
    {
        var weights = new double[Columns.Length];
        for (var f = 0; f < weights.Length; f++)
            weights[f] = descent.Plane[f] * _factors[f];
        var bias = _biasFeature > 0 ? descent.Plane[^1] * _biasFeature - Dot.Of(weights, _shifts) : 0;
        return new LinearPlane(weights, bias, descent.Dual, primal, descent.Violation, descent.Epochs, calibration);
    }

    public double Weight(int row) => Weights.Length == 0 ? 1 : Weights[row];

    /// <summary>Refuses options that all linear machines share.</summary>
    public static void Check(double c, double biasFeature, double tolerance, int mostEpochs, SupportVectorLoss loss, List<string> faults)
    {
        if (c is not (> 0 and < double.PositiveInfinity))
            faults.Add($"C is {c}; expected a finite number above 0");
        if (biasFeature is not (>= 0 and < double.PositiveInfinity))
            faults.Add($"BiasFeature is {biasFeature}; expected a finite number from 0 up");
        if (tolerance is not (> 0 and < double.PositiveInfinity))
            faults.Add($"Tolerance is {tolerance}; expected a finite number above 0");
        if (mostEpochs < 1)
            faults.Add($"MostEpochs is {mostEpochs}; expected at least 1");
        if (!Enum.IsDefined(loss))
            faults.Add($"Loss is {loss}; expected a known one");
    }
}
