namespace Kirana.Learn.Metrics;

/// <summary>How many rows of each class, by weight, are called which. Immutable and thread-safe.</summary>
public sealed class ConfusionMatrix
{
    private readonly double[] _weights;

    private ConfusionMatrix(int classes, double[] weights)
    {
        Classes = classes;
        _weights = weights;
    }

    /// <summary>The number of classes K, at least 2.</summary>
    public int Classes { get; }

    /// <summary>The weight of the rows of one class that are called another.</summary>
    /// <param name="truth">The class they belong to, from 0.</param>
    /// <param name="called">The class they are called, from 0.</param>
    public double this[int truth, int called] => _weights[truth * Classes + called];

    /// <summary>The weight of all rows.</summary>
    public double Total => _weights.Sum();

    /// <summary>Counts what rows are called.</summary>
    /// <param name="truths">The class of each row, 0 to K − 1 (n).</param>
    /// <param name="called">The class each row is called (n).</param>
    /// <param name="classes">K, at least 2.</param>
    /// <param name="weights">The weight of each row, from 0 up (n); empty for 1 each.</param>
    /// <exception cref="ArgumentException">Lengths differ, a class is none of the K, or a weight is negative or not finite.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<int> truths, ReadOnlySpan<int> called, int classes, ReadOnlySpan<float> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        BinaryRows.Same(called.Length, truths.Length, nameof(called));
        BinaryRows.CheckWeights(weights, truths.Length);
        var sums = new double[classes * classes];
        for (var row = 0; row < truths.Length; row++)
        {
            if ((uint)truths[row] >= (uint)classes || (uint)called[row] >= (uint)classes)
                throw new ArgumentException($"Row {row + 1} is of class {truths[row]} and called {called[row]}; expected 0 to {classes - 1}.", nameof(truths));
            sums[truths[row] * classes + called[row]] += BinaryRows.Weight(weights, row);
        }

        return new ConfusionMatrix(classes, sums);
    }

    /// <summary>The four outcomes of a decision between two classes, of which the second is the positive one.</summary>
    /// <param name="trueNegatives">Negative rows left alone.</param>
    /// <param name="falsePositives">Negative rows called positive.</param>
    /// <param name="falseNegatives">Positive rows missed.</param>
    /// <param name="truePositives">Positive rows found.</param>
    public static ConfusionMatrix OfTwo(double trueNegatives, double falsePositives, double falseNegatives, double truePositives) =>
        new(2, [trueNegatives, falsePositives, falseNegatives, truePositives]);

    /// <summary>The share of rows that are called what they are; NaN without rows.</summary>
    public double Accuracy => Diagonal() / Total;

    /// <summary>The mean recall of the classes that occur: accuracy as if they were equally frequent.</summary>
    public double BalancedAccuracy => Enumerable.Range(0, Classes).Where(k => OfClass(k) > 0).Select(Recall).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The share of rows called a class that belong to it; 0 where none is called so.</summary>
    /// <param name="k">The class.</param>
    public double Precision(int k) => Ratio(this[k, k], Called(k));

    /// <summary>The share of a class that is found; 0 where it has no row.</summary>
    /// <param name="k">The class.</param>
    public double Recall(int k) => Ratio(this[k, k], OfClass(k));

    /// <summary>F-β of a class, (1 + β²)·P·R / (β²·P + R): recall counts β times as much as precision (van Rijsbergen 1979).</summary>
    /// <param name="k">The class.</param>
    /// <param name="beta">β, above 0; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is not above 0.</exception>
    public double FBeta(int k, double beta = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        var square = beta * beta;
        return Ratio((1 + square) * this[k, k], square * OfClass(k) + Called(k));
    }

    /// <summary>The mean of F-β over the classes that occur or are called.</summary>
    /// <param name="beta">β, above 0; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is not above 0.</exception>
    public double MacroFBeta(double beta = 1) =>
        Enumerable.Range(0, Classes).Where(k => OfClass(k) + Called(k) > 0).Select(k => FBeta(k, beta)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Matthews' correlation of true and called classes, −1 to 1; 0 where either is always the same (Gorodkin 2004 for K classes).</summary>
    public double Matthews
    {
        get
        {
            var (total, products, calledSquares, trueSquares) = (Total, 0.0, 0.0, 0.0);
            for (var k = 0; k < Classes; k++)
            {
                var (called, truth) = (Called(k), OfClass(k));
                products += called * truth;
                calledSquares += called * called;
                trueSquares += truth * truth;
            }

            var spread = (total * total - calledSquares) * (total * total - trueSquares);
            return spread > 0 ? (Diagonal() * total - products) / Math.Sqrt(spread) : 0;
        }
    }

    /// <summary>Cohen's κ: how much more often called and true classes agree than they would by chance; NaN where they cannot but agree.</summary>
    public double Kappa
    {
        get
        {
            var total = Total;
            var chance = Enumerable.Range(0, Classes).Sum(k => Called(k) * OfClass(k)) / (total * total);
            return (Diagonal() / total - chance) / (1 - chance);
        }
    }

    private double Diagonal() => Enumerable.Range(0, Classes).Sum(k => this[k, k]);

    private double OfClass(int truth) => Enumerable.Range(0, Classes).Sum(k => this[truth, k]);

    private double Called(int called) => Enumerable.Range(0, Classes).Sum(k => this[k, called]);

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
