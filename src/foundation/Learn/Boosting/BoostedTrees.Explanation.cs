using Kirana.Learn.Explanation;

namespace Kirana.Learn.Boosting;

public sealed partial class BoostedTrees
{
    /// <inheritdoc/>
    /// <remarks>TreeSHAP by the paths of the training rows (Lundberg et al. 2020, algorithm 2).</remarks>
    public void Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        CheckRows(row, 1);
        var width = Features + 1;
        if (contributions.Length != Outputs * width)
            throw new ArgumentException($"Expected room for {Outputs} × {width} contributions, found {contributions.Length}.", nameof(contributions));
        contributions.Clear();
        for (var k = 0; k < Outputs; k++)
            contributions[k * width + Features] = _constants[k];
        for (var t = 0; t < _trees.Length; t++)
        {
            var own = contributions.Slice(t % Outputs * width, width);
            own[Features] += PathShap.Expectation(_trees[t]);
            new PathShap(_trees[t], PathShap.Depth(_trees[t])).Add(row, own);
        }
    }
}
