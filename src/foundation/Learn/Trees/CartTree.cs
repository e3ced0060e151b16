using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Trees;

/// <summary>A single tree, fitted by <see cref="DecisionTree"/>.</summary>
/// <remarks>Immutable and thread-safe. Predicting one row allocates nothing.</remarks>
public sealed partial class CartTree : IRegressor, IBinaryClassifier, IMulticlassClassifier, ITableModel
{
    private readonly float[] _predictions;
    private readonly double[] _risks;
    private readonly string[] _labels;

    internal CartTree(Tree tree, float[] predictions, double[] risks, FeatureColumn[] columns, string[] labels)
    {
        (Tree, _predictions, _risks, Columns, _labels) = (tree, predictions, risks, columns, labels);
        FeatureNames = Array.ConvertAll(columns, column => column.Name).AsReadOnly();
        Labels = labels.AsReadOnly();
    }

    /// <summary>The tree. Of classes its values are the shares of the last one.</summary>
    public Tree Tree { get; }

    /// <summary>The names of the features (p).</summary>
    public ReadOnlyCollection<string> FeatureNames { get; }

    /// <inheritdoc/>
    public ReadOnlyCollection<string> Labels { get; }

    /// <inheritdoc/>
    public Schema Schema => FeatureColumn.SchemaOf(Columns);

    /// <inheritdoc cref="IRegressor.Features"/>
    public int Features => Columns.Length;

    /// <inheritdoc/>
    public int Classes => _labels.Length;

    /// <summary>R(t) of each node: its impurity times its share of the rows' weight.</summary>
    public ReadOnlySpan<double> Risks => _risks;

    internal FeatureColumn[] Columns { get; }

    /// <summary>What each node predicts: a number, or the share of each class (nodes × outputs).</summary>
    internal ReadOnlySpan<float> Predictions => _predictions;

    private int Outputs => Math.Max(1, _labels.Length);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The tree classifies.</exception>
    public float Predict(ReadOnlySpan<float> row)
    {
        CheckKind(_labels.Length == 0, "a number");
        CheckRows(row, 1);
        return Tree.Predict(row);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The tree classifies.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        CheckRows(rows, predictions.Length);
        for (var i = 0; i < predictions.Length; i++)
            predictions[i] = Predict(rows.Slice(i * Features, Features));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The tree does not tell two classes apart.</exception>
    public float PredictProbability(ReadOnlySpan<float> row)
    {
        CheckKind(_labels.Length == 2, "a probability of one class");
        CheckRows(row, 1);
        return Tree.Predict(row);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The tree does not tell two classes apart.</exception>
    public void PredictProbability(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        CheckRows(rows, probabilities.Length);
        for (var i = 0; i < probabilities.Length; i++)
            probabilities[i] = PredictProbability(rows.Slice(i * Features, Features));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The tree predicts a number.</exception>
    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        CheckKind(_labels.Length > 0, "classes");
        CheckRows(rows, probabilities.Length / Outputs);
        if (probabilities.Length % Outputs != 0)
            throw new ArgumentException($"{probabilities.Length} numbers are no whole rows of {Outputs} classes.", nameof(probabilities));
        for (var i = 0; i < probabilities.Length / Outputs; i++)
        {
            var leaf = Tree.LeafOf(rows.Slice(i * Features, Features));
            _predictions.AsSpan(leaf * Outputs, Outputs).CopyTo(probabilities[(i * Outputs)..]);
        }
    }

    /// <inheritdoc/>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableSource.Of(table, Columns).ToRowMajor();
    }

    private void CheckRows(ReadOnlySpan<float> rows, int count)
    {
        if (rows.Length != (long)count * Features)
            throw new ArgumentException($"Expected {count} rows of {Features} features, found {rows.Length} numbers.", nameof(rows));
    }

    private void CheckKind(bool fits, string what)
    {
        if (!fits)
            throw new InvalidOperationException($"This tree does not predict {what}; it {(_labels.Length == 0 ? "predicts a number" : $"tells {_labels.Length} classes apart")}.");
    }
}
