using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>A fitted logistic regression.</summary>
/// <remarks>Immutable and thread-safe. One prediction costs O(features × outputs) and is summed in double. A missing feature makes the
/// probability NaN.</remarks>
public sealed partial class LogisticModel : IBinaryClassifier, IMulticlassClassifier, ITableModel
{
    private const int StackClasses = 64;

    private readonly FeatureColumn[] _columns;
    private readonly double[][] _coefficients;
    private readonly double[] _intercepts;

    internal LogisticModel(FeatureColumn[] columns, string[] labels, double[][] coefficients, double[] intercepts, int steps, IEnumerable<int> dropped)
    {
        (_columns, _coefficients, _intercepts, Steps) = (columns, coefficients, intercepts, steps);
        Labels = labels.AsReadOnly();
        Dropped = dropped.Select(f => columns[f].Name).ToArray().AsReadOnly();
    }

    /// <inheritdoc/>
    public ReadOnlyCollection<string> Labels { get; }

    /// <summary>The number of scores K: 1 for two classes, that of the second; else one for each class.</summary>
    public int Outputs => _intercepts.Length;

    /// <summary>The steps of the search.</summary>
    public int Steps { get; }

    /// <summary>Features that were left out, with the coefficient 0, since they are constant or, without a price, combinations of features before them.</summary>
    public ReadOnlyCollection<string> Dropped { get; }

    /// <inheritdoc cref="IBinaryClassifier.Features"/>
    public int Features => _columns.Length;

    /// <inheritdoc/>
    public int Classes => Labels.Count;

    /// <inheritdoc/>
    public Schema Schema => FeatureColumn.SchemaOf(_columns);

    /// <summary>What one unit more of each feature adds to a score, for two classes the logarithm of the odds (p).</summary>
    /// <param name="output">0 … <see cref="Outputs"/> − 1.</param>
    public ReadOnlySpan<double> Coefficients(int output = 0) => _coefficients[output];

    /// <summary>A score where every feature is 0.</summary>
    /// <param name="output">0 … <see cref="Outputs"/> − 1.</param>
    public double Intercept(int output = 0) => _intercepts[output];

    internal FeatureColumn[] Columns => _columns;

    /// <inheritdoc/>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableSource.Of(table, _columns).ToRowMajor();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There are more than two classes.</exception>
    public float PredictProbability(ReadOnlySpan<float> row)
    {
        var probability = 0f;
        PredictProbability(row, new Span<float>(ref probability));
        return probability;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There are more than two classes.</exception>
    public void PredictProbability(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        if (Classes != 2)
            throw new InvalidOperationException($"The model tells {Classes} classes apart; ask for the probabilities of all.");
        CheckRows(rows, probabilities.Length);
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = (float)Probability(rows.Slice(i * Features, Features));
    }

    /// <inheritdoc/>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        if (probabilities.Length % Classes != 0)
            throw new ArgumentException($"{probabilities.Length} numbers are no whole rows of {Classes} classes.", nameof(probabilities));
        CheckRows(rows, probabilities.Length / Classes);
        var scores = Classes <= StackClasses ? (stackalloc double[StackClasses])[..Classes] : new double[Classes];
        for (var i = 0; i < probabilities.Length / Classes; i++)
        {
            var row = rows.Slice(i * Features, Features);
            if (Outputs == 1)
                (scores[0], scores[1]) = (1 - Probability(row), Probability(row));
            else
                Softmax(row, scores);
            for (var k = 0; k < Classes; k++)
                probabilities[i * Classes + k] = (float)scores[k];
        }
    }

    private void Softmax(ReadOnlySpan<float> row, Span<double> scores)
    {
        var (greatest, sum) = (double.NegativeInfinity, 0.0);
        for (var k = 0; k < scores.Length; k++)
            greatest = Math.Max(greatest, scores[k] = Score(k, row));
        foreach (ref var score in scores)
            sum += score = Elementary.Exp(score - greatest);
        foreach (ref var score in scores)
            score /= sum;
    }

    private double Probability(ReadOnlySpan<float> row)
    {
        var score = Score(0, row);
        var small = Elementary.Exp(-Math.Abs(score));
        return (score >= 0 ? 1 : small) / (1 + small);
    }

    private double Score(int output, ReadOnlySpan<float> row)
    {
        var (sum, coefficients) = (_intercepts[output], _coefficients[output]);
        for (var f = 0; f < row.Length; f++)
            if (coefficients[f] is not 0 and var coefficient)
                sum += coefficient * row[f];
        return sum;
    }

    private void CheckRows(ReadOnlySpan<float> rows, int count)
    {
        if (rows.Length != (long)count * Features)
            throw new ArgumentException($"There are {rows.Length} features for {count} rows; expected {Features} for each.", nameof(rows));
    }
}
