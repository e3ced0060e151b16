using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Forests;

/// <summary>What the trees that did not see a training row say of it.</summary>
/// <remarks>The error of a row is the squared error of a number, or 1 where the most probable class is wrong. Immutable and thread-safe.</remarks>
public sealed class OutOfBag
{
    private readonly float[] _predictions;
    private readonly int[] _trees;
    private readonly double[] _losses;
    private readonly double[] _curve;

    internal OutOfBag(int outputs, float[] predictions, int[] trees, double[] losses, double[] curve) =>
        (Outputs, _predictions, _trees, _losses, _curve) = (outputs, predictions, trees, losses, curve);

    /// <summary>Numbers of a prediction: 1, or the number of classes.</summary>
    public int Outputs { get; }

    /// <summary>The mean prediction of each row, or the probability of each class (n × outputs); NaN where every tree saw the row.</summary>
    public ReadOnlySpan<float> Predictions => _predictions;

    /// <summary>How many trees did not see each row (n).</summary>
    public ReadOnlySpan<int> Trees => _trees;

    /// <summary>The mean error, by the rows' weights; NaN where every tree saw every row.</summary>
    public double Error => _curve[^1];

    /// <summary>The mean error after 1, 2, … B trees, of the rows that one of them did not see; it shows when more trees stop to help.</summary>
    public ReadOnlySpan<double> Curve => _curve;

    /// <summary>The error of each row (n); NaN where every tree saw the row.</summary>
    public ReadOnlySpan<double> RowErrors => _losses;

    /// <summary>The mean of the rows' errors, each counting the same, and its bootstrap interval.</summary>
    /// <param name="level">The probability that the interval holds the true mean, in (0, 1).</param>
    /// <param name="seed">The seed of the resampling.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> lies outside.</exception>
    /// <exception cref="ArgumentException">Every tree saw every row.</exception>
    public Interval ErrorInterval(double level = 0.95, ulong seed = 1) => Bootstrap.MeanInterval(Array.FindAll(_losses, double.IsFinite), level, seed: seed);
}
