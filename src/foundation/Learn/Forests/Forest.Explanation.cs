using Kirana.Learn.Explanation;

namespace Kirana.Learn.Forests;

public sealed partial class Forest : IExplainable
{
    // Prepared at the first explanation; both threads of a race prepare the same.
    private PathShap[]? _shap;

    private PathShap[] Shap => _shap ??= [.. Enumerable.Range(0, _trees.Length * Outputs).Select(i => new PathShap(_trees[i / Outputs], ValuesOf(i / Outputs, i % Outputs)))];

    /// <inheritdoc/>
    /// <remarks>1 for numbers and for two classes, where the probability of the second is explained; else the number of classes.</remarks>
    public int Outputs => Math.Max(1, ManyClasses);

    /// <inheritdoc/>
    /// <remarks>TreeSHAP by the paths of the training rows; what adds up is the prediction itself.</remarks>
    public void Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        CheckRows(row, 1);
        var width = Features + 1;
        if (contributions.Length != Outputs * width)
            throw new ArgumentException($"Expected room for {Outputs} × {width} numbers, found {contributions.Length}.", nameof(contributions));
        contributions.Clear();
        var shap = Shap;
        for (var i = 0; i < shap.Length; i++)
        {
            var own = contributions.Slice(i % Outputs * width, width);
            own[Features] += shap[i].Expectation;
            shap[i].Add(row, own);
        }

        foreach (ref var contribution in contributions)
            contribution /= _trees.Length;
    }

    private ReadOnlySpan<float> ValuesOf(int tree, int output)
    {
        if (ManyClasses == 0)
            return _trees[tree].Value;
        var values = new float[_trees[tree].Nodes];
        for (var node = 0; node < values.Length; node++)
            values[node] = _shares[tree][node * Classes + output];
        return values;
    }
}
