using Kirana.Learn.Explanation;

namespace Kirana.Learn.Boosting;

public sealed partial class BoostedTrees
{
    // Prepared at the first explanation; both threads of a race prepare the same.
    private PathShap[]? _shap;

    private PathShap[] Shap => _shap ??= Array.ConvertAll(_trees, tree => new PathShap(tree, tree.Value));

    /// <inheritdoc/>
    /// <remarks>TreeSHAP by the paths of the training rows (Lundberg et al. 2020, algorithm 2): a feature that is not known sends the row
    /// down both children. O(leaves × depth) for each tree.</remarks>
    public void Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        var width = CheckExplained(row, contributions, Features + 1);
        contributions.Clear();
        for (var k = 0; k < Outputs; k++)
            contributions[k * width + Features] = _constants[k];
        var shap = Shap;
        for (var t = 0; t < shap.Length; t++)
        {
            var own = contributions.Slice(t % Outputs * width, width);
            own[Features] += shap[t].Expectation;
            shap[t].Add(row, own);
        }
    }

    /// <summary>Splits the raw scores of one row against given rows: a feature that is not known takes their values.</summary>
    /// <remarks>Interventional TreeSHAP (Lundberg et al. 2020, algorithm 3), which does not credit a feature for others it goes along with.
    /// O(nodes) for each tree and background row.</remarks>
    /// <param name="row">The features (p).</param>
    /// <param name="background">The features of at least one row to compare with (m × p), row by row; 100 to 1,000 usual ones do.</param>
    /// <param name="contributions">Takes K × (p + 1) numbers: per output one for each feature, then the mean score of the background. They
    /// add up to the row's raw score.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ExplainAgainst(ReadOnlySpan<float> row, ReadOnlySpan<float> background, Span<double> contributions)
    {
        var width = CheckExplained(row, contributions, Features + 1);
        if (background.IsEmpty || background.Length % Features != 0)
            throw new ArgumentException($"{background.Length} numbers are no whole rows of {Features} features.", nameof(background));
        contributions.Clear();
        var count = background.Length / Features;
        Span<sbyte> side = new sbyte[Features];
        for (var other = 0; other < count; other++)
        {
            var against = background.Slice(other * Features, Features);
            for (var t = 0; t < _trees.Length; t++)
            {
                var own = contributions.Slice(t % Outputs * width, width);
                own[Features] += _trees[t].Predict(against);
                new BackgroundShap(_trees[t], _trees[t].Value, row, against, own, side).Add();
            }
        }

        for (var i = 0; i < contributions.Length; i++)
            contributions[i] = contributions[i] / count + (i % width == Features ? _constants[i / width] : 0);
    }

    /// <summary>Splits the contributions of <see cref="Explain"/> further: what each feature adds by itself, and what pairs add together.</summary>
    /// <remarks>SHAP interaction values (Lundberg et al. 2020, equations 7–9). For each feature used O(leaves × depth) for each tree.</remarks>
    /// <param name="row">The features (p).</param>
    /// <param name="interactions">Takes K × p × p numbers: per output a symmetric matrix with the pairs, half in each of their two places, and
    /// on its diagonal the rest. Row i adds up to the contribution of feature i.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ExplainInteractions(ReadOnlySpan<float> row, Span<double> interactions)
    {
        var size = CheckExplained(row, interactions, Features * Features);
        interactions.Clear();
        var (known, unknown) = (new double[Features], new double[Features]);
        for (var t = 0; t < _trees.Length; t++)
        {
            var own = interactions.Slice(t % Outputs * size, size);
            foreach (var feature in _trees[t].Feature.ToArray().Where(feature => feature >= 0).Distinct())
            {
                Array.Clear(known);
                Array.Clear(unknown);
                Shap[t].Add(row, known, feature, isKnown: true);
                Shap[t].Add(row, unknown, feature, isKnown: false);
                for (var other = 0; other < Features; other++)
                    own[other * Features + feature] += (known[other] - unknown[other]) / 2;
            }

            Array.Clear(known);
            Shap[t].Add(row, known);
            for (var feature = 0; feature < Features; feature++)
                own[feature * Features + feature] += known[feature];
        }

        // The diagonal holds the whole contribution so far; the pairs are taken off it.
        for (var i = 0; i < interactions.Length / Features; i++)
        {
            var own = interactions.Slice(i * Features, Features);
            for (var other = 0; other < Features; other++)
                if (other != i % Features)
                    own[i % Features] -= own[other];
        }
    }

    private int CheckExplained(ReadOnlySpan<float> row, Span<double> results, int width)
    {
        CheckRows(row, 1);
        return results.Length == Outputs * width ? width : throw new ArgumentException($"Expected room for {Outputs} × {width} numbers, found {results.Length}.", nameof(results));
    }
}
