using Kirana.Learn.Binning;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Bayes;

/// <summary>A fitted naive Bayes model of any family.</summary>
/// <remarks>Immutable and thread-safe. One prediction costs O(features × classes), is summed in double and allocates nothing for up to 64 classes. A feature that is missing says nothing.</remarks>
public sealed partial class NaiveBayesModel : ClassModel
{
    private const int StackClasses = 64;

    private readonly double[] _logPriors;
    private readonly double[] _first;
    private readonly double[] _second;
    private readonly double _threshold;
    private readonly int[] _starts;
    private readonly double[] _inverses;
    private readonly double[] _constants;

    internal NaiveBayesModel(BayesFamily family, FeatureColumn[] columns, string[] labels, double[] logPriors, double[] first, double[] second, double threshold) : base(columns, labels)
    {
        (Family, _logPriors, _first, _second, _threshold) = (family, logPriors, first, second, threshold);
        _starts = family == BayesFamily.Categorical ? Starts(columns, labels.Length) : [];
        _inverses = family == BayesFamily.Gaussian ? Array.ConvertAll(second, variance => 1 / variance) : [];
        // Logarithms once for all rows; that of 2π is the same for every class.
        _constants = family == BayesFamily.Gaussian ? Array.ConvertAll(second, variance => Elementary.Log(variance)) : [];
    }

    /// <summary>How values are spread within a class.</summary>
    public BayesFamily Family { get; }

    /// <summary>The logarithm of each class's probability beforehand (K).</summary>
    public ReadOnlySpan<double> LogPriors => _logPriors;

    /// <summary>Of numbers the means, of counts and of yes the logarithms of shares (K × p), class by class; of categories the logarithms of the shares of each level (Σ K × levels), feature by feature.</summary>
    public ReadOnlySpan<double> Parameters => _first;

    /// <summary>Of numbers the variances (K × p); of yes and no the logarithms of the shares of no (K × p); else empty.</summary>
    public ReadOnlySpan<double> Spreads => _second;

    private protected override void Second(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        Span<double> scores = stackalloc double[2];
        for (var i = 0; i < probabilities.Length; i++)
        {
            Shares(rows.Slice(i * Features, Features), scores);
            probabilities[i] = (float)scores[1];
        }
    }

    private protected override void All(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var scores = Classes <= StackClasses ? (stackalloc double[StackClasses])[..Classes] : new double[Classes];
        for (var i = 0; i < probabilities.Length / Classes; i++)
        {
            Shares(rows.Slice(i * Features, Features), scores);
            for (var k = 0; k < Classes; k++)
                probabilities[i * Classes + k] = (float)scores[k];
        }
    }

    /// <summary>Where each categorical feature's logarithms begin, and their number at the end.</summary>
    internal static int[] Starts(FeatureColumn[] columns, int classes)
    {
        var starts = new int[columns.Length + 1];
        for (var f = 0; f < columns.Length; f++)
            starts[f + 1] = checked(starts[f] + classes * columns[f].Levels.Length);
        return starts;
    }

    private void Shares(ReadOnlySpan<float> row, Span<double> scores)
    {
        for (var k = 0; k < scores.Length; k++)
            scores[k] = Score(k, row);
        Normalise(scores);
    }

    private double Score(int k, ReadOnlySpan<float> row)
    {
        var sum = _logPriors[k];
        for (var f = 0; f < row.Length; f++)
            if (float.IsFinite(row[f]))
                sum += Score(k, f, row[f]);
        return sum;
    }

    private double Score(int k, int f, float value)
    {
        var at = k * Features + f;
        switch (Family)
        {
            case BayesFamily.Gaussian:
                var difference = value - _first[at];
                return -(_constants[at] + difference * difference * _inverses[at]) / 2;
            case BayesFamily.Multinomial:
                return value * _first[at];
            case BayesFamily.Bernoulli:
                return value > _threshold ? _first[at] : _second[at];
            default:
                var levels = Columns[f].Levels.Length;
                return value >= 0 && value < levels ? _first[_starts[f] + k * levels + (int)value] : 0;
        }
    }
}
