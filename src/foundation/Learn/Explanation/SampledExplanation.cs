using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Learn.Explanation;

/// <summary>Shapley values of any model by sampling: of a prepared model in terms of the raw columns, of a stack as a whole, of machines and networks.</summary>
/// <remarks>
/// Štrumbelj and Kononenko, "Explaining prediction models and individual predictions with feature contributions", Knowledge and Information Systems 41 (2014): features of
/// a row of other rows' values are set to the row's own in a random order, and each gets what its turn changes; every order is gone backwards too, which halves the noise. What
/// features get adds up exactly to the raw score less the expected one, the mean over the other rows drawn: log-odds of two classes, probabilities of more, the number itself.
/// Trees are explained exactly, and much faster, by their own <see cref="IExplainable.Explain"/>. Same model, rows and seed give the same numbers. Cost of a
/// row: 2 · samples · (features + 1) predictions. Immutable and thread-safe.
/// </remarks>
public sealed class SampledExplanation : IExplainable
{
    private const double Least = 1e-6;

    private readonly ITableModel _model;
    private readonly float[] _background;
    private readonly int _samples;
    private readonly ulong _seed;
    private readonly int[][] _players;

    private SampledExplanation(ITableModel model, int features, float[] background, int samples, ulong seed, int[][] players) =>
        (_model, Features, _background, _samples, _seed, _players) = (model, features, background, samples, seed, players);

    /// <inheritdoc/>
    public int Features { get; }

    /// <inheritdoc/>
    public int Outputs => _model.Labels.Count > 2 ? _model.Labels.Count : 1;

    /// <summary>Explains a model.</summary>
    /// <param name="model">The model: one of numbers, or of classes with probabilities.</param>
    /// <param name="background">Rows as the model takes them (n × p) whose values stand for those that are not known; some tens of rows learnt from.</param>
    /// <param name="samples">The orders drawn, at least 1; 16 by default.</param>
    /// <param name="seed">The seed of orders and rows; 1 by default.</param>
    /// <param name="explained">The features to tell apart; all others move together and share equally what that brings. <see langword="null"/>, the default, for all.</param>
    /// <exception cref="ArgumentException">There are no rows or not whole ones, samples are below 1, a feature lies outside, or the model predicts neither numbers nor probabilities.</exception>
    public static SampledExplanation Of(ITableModel model, float[] background, int samples = 16, ulong seed = 1, IReadOnlyList<int>? explained = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(background);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var features = model switch
        {
            IRegressor own when model.Labels.Count == 0 => own.Features,
            IBinaryClassifier own when model.Labels.Count == 2 => own.Features,
            IMulticlassClassifier own when model.Labels.Count > 2 => own.Features,
            _ => throw new ArgumentException($"The model {model.GetType().Name} predicts neither a number nor probabilities of two classes or more.", nameof(model)),
        };
        if (background.Length == 0 || background.Length % features != 0)
            throw new ArgumentException($"There are {background.Length} numbers; expected rows of {features} features.", nameof(background));
        int[] named = [.. (explained ?? [.. Enumerable.Range(0, features)]).Distinct()];
        if (Array.Exists(named, f => f < 0 || f >= features))
            throw new ArgumentException($"A feature lies outside 0 to {features - 1}.", nameof(explained));
        int[] others = [.. Enumerable.Range(0, features).Except(named)];
        return new SampledExplanation(model, features, background, samples, seed, [.. named.Select(f => new[] { f }), .. others.Length > 0 ? new[] { others } : []]);
    }

    /// <inheritdoc/>
    public void Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        if (row.Length != Features || contributions.Length != Outputs * (Features + 1))
            throw new ArgumentException($"There are {row.Length} features and {contributions.Length} places; expected {Features} and {Outputs * (Features + 1)}.", nameof(row));
        contributions.Clear();
        var random = new RandomStream(_seed, RandomUse.Explanation);
        int[] order = [.. Enumerable.Range(0, _players.Length)];
        var rows = new float[(_players.Length + 1) * Features];
        var scores = new double[(_players.Length + 1) * Outputs];
        for (var sample = 0; sample < _samples; sample++)
        {
            random.Shuffle(order.AsSpan());
            var other = _background.AsSpan(random.Next(_background.Length / Features) * Features, Features);
            Walk(row, other, order, rows, scores, contributions);
            Array.Reverse(order);
            Walk(row, other, order, rows, scores, contributions);
        }
    }

    /// <summary>Goes from another row to the row itself, and gives each feature what its step changes.</summary>
    private void Walk(ReadOnlySpan<float> row, ReadOnlySpan<float> other, int[] order, float[] rows, double[] scores, Span<double> contributions)
    {
        other.CopyTo(rows);
        for (var step = 0; step < order.Length; step++)
        {
            var next = rows.AsSpan((step + 1) * Features, Features);
            rows.AsSpan(step * Features, Features).CopyTo(next);
            foreach (var feature in _players[order[step]])
                next[feature] = row[feature];
        }

        Score(rows, scores);
        var share = 0.5 / _samples;
        for (var output = 0; output < Outputs; output++)
        {
            var own = contributions.Slice(output * (Features + 1), Features + 1);
            own[Features] += share * scores[output];
            for (var step = 0; step < order.Length; step++)
            {
                var player = _players[order[step]];
                var change = share * (scores[(step + 1) * Outputs + output] - scores[step * Outputs + output]) / player.Length;
                foreach (var feature in player)
                    own[feature] += change;
            }
        }
    }

    private void Score(float[] rows, double[] scores)
    {
        var said = new float[scores.Length];
        if (_model.Labels.Count == 0)
            ((IRegressor)_model).Predict(rows, said);
        else if (_model.Labels.Count == 2)
            ((IBinaryClassifier)_model).PredictProbability(rows, said);
        else
            ((IMulticlassClassifier)_model).PredictProbabilities(rows, said);
        for (var i = 0; i < said.Length; i++)
            scores[i] = _model.Labels.Count == 2 ? LogOdds(said[i]) : said[i];
    }

    private static double LogOdds(double probability)
    {
        var own = Math.Clamp(probability, Least, 1 - Least);
        return Elementary.Log(own / (1 - own));
    }
}
