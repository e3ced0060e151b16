using Kirana.Learn.Calibration;

namespace Kirana.Learn.SupportVectors;

/// <summary>One optimum of a linear machine, f(x) = wᵀx + b, with the certificates of how good it is. Immutable and thread-safe.</summary>
public sealed class LinearPlane
{
    private readonly double[] _weights;

    internal LinearPlane(double[] weights, double bias, double dual, double primal, double violation, int epochs, PlattCalibration? calibration) =>
        (_weights, Bias, Dual, Primal, Violation, Epochs, Calibration) = (weights, bias, dual, primal, violation, epochs, calibration);

    /// <summary>w (p).</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>b; 0 where there is none.</summary>
    public double Bias { get; }

    /// <summary>The dual objective that was minimised.</summary>
    public double Dual { get; }

    /// <summary>The primal objective, ½‖w‖² + ½(b/B)² + Σ C·loss.</summary>
    public double Primal { get; }

    /// <summary>Primal − (−dual): how far the plane can be from the best one; 0 at the optimum.</summary>
    public double Gap => Primal + Dual;

    /// <summary>How far the conditions of Karush, Kuhn and Tucker are violated; at most the tolerance.</summary>
    public double Violation { get; }

    /// <summary>The epochs of the search.</summary>
    public int Epochs { get; }

    /// <summary>What makes probabilities of decisions; <see langword="null"/> where none were asked for.</summary>
    public PlattCalibration? Calibration { get; }

    internal double Decide(ReadOnlySpan<float> row)
    {
        var sum = Bias;
        for (var f = 0; f < row.Length; f++)
            sum += _weights[f] * row[f];
        return sum;
    }
}
