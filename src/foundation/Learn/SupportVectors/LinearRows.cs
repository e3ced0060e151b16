using Kirana.Learn.Binning;
using Kirana.Learn.Linear;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.SupportVectors;

/// <summary>Training rows of a linear machine: features, and where there is a bias one more number that is the same in all.</summary>
internal sealed class LinearRows
{
    private readonly double[] _rows;

    public LinearRows(DesignMatrix x, double biasFeature)
    {
        (Columns, Count, Size, Weights) = (x.Columns, x.Rows, x.Features + (biasFeature > 0 ? 1 : 0), x.Weights);
        (_rows, Squares) = (new double[checked(Count * Size)], new double[Count]);
        var column = new double[Count];
        for (var f = 0; f < x.Features; f++)
        {
            x.Read(f, 0, 0, column);
            for (var i = 0; i < Count; i++)
                _rows[i * Size + f] = column[i];
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
