using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Content;

/// <summary>Learns what shoppers like by what the catalogue says of items, so that an item nobody dealt with yet has a score like any other.</summary>
/// <remarks>
/// <para>An item is the vector f of its terms (title, category path, brand, marks) by BM25, of unit length; a shopper is the sum p of the
/// items of the history, newer ones counting more. An item is liked for two reasons: because it is alike, pᵀf, and because its terms go with the
/// terms of the history in the histories of others, pᵀWf, W learnt in closed form. Both count as shares of the shopper's highest.</para>
/// <para>A shopper without a history, or of whose items nothing is known, is taken for the mean of all.</para>
/// </remarks>
public sealed record ContentItems : IRecommenderLearner
{
    /// <summary>The code of the error that no item of the data has a description.</summary>
    public const string NoDescriptions = "no-descriptions";

    internal const string ModelKind = "content";

    /// <inheritdoc/>
    public string Name => ModelKind;

    /// <summary>What is known of items, over a map with the same ids. Not an option but data: it is not among <see cref="Options"/>.</summary>
    public ItemDescriptions? Descriptions { get; init; }

    /// <summary>The places of a vector of terms, 16 to 8,192; 1,500 by default. Where a catalogue has more terms, the rarer ones share places.</summary>
    public int Terms { get; init; } = 1500;

    /// <summary>λ, positive; 1 by default. Greater means that terms speak for themselves and for little else.</summary>
    public double Ridge { get; init; } = 1;

    /// <summary>How much it counts that an item is alike, beside what is learnt, 0 to 100; 0.5 by default.</summary>
    public double Likeness { get; init; } = 0.5;

    /// <summary>The number of later events after which an event of a history counts half; positive, 20 by default.</summary>
    public double HistoryHalfLife { get; init; } = 20;

    /// <summary>Of a user with more distinct items than this only the latest teach; at least 2, 1,000 by default. Bounds the cost of bulk buyers.</summary>
    public int LongestHistory { get; init; } = 1000;

    /// <summary>Of more users than this every n-th teaches, so that the cost of millions is bounded: which terms go together is said by a part of them as well.</summary>
    internal int MostUsers { get; init; } = 250_000;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    internal static OptionTable<ContentItems> Table { get; } = new OptionTable<ContentItems>()
        .Integer("terms", own => own.Terms, (own, value) => own with { Terms = value })
        .Number("ridge", own => own.Ridge, (own, value) => own with { Ridge = value })
        .Number("likeness", own => own.Likeness, (own, value) => own with { Likeness = value })
        .Limit("historyHalfLife", own => own.HistoryHalfLife, (own, value) => own with { HistoryHalfLife = value })
        .Integer("longestHistory", own => own.LongestHistory, (own, value) => own with { LongestHistory = value });

    /// <inheritdoc/>
    /// <exception cref="DataException"><see cref="NoDescriptions"/>: nothing that two items have in common is known.</exception>
    /// <exception cref="NotConvergedException">Rounding made the matrix of terms indefinite: <see cref="Ridge"/> is too small for the data.</exception>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        Check();
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(context);
        context.Cancellation.ThrowIfCancellationRequested();
        var users = SparseRows.Merged(interactions.Latest(LongestHistory));
        if (users.RowCount > MostUsers)
            users = users.Rows([.. Enumerable.Range(0, MostUsers).Select(row => (int)((long)row * users.RowCount / MostUsers))]);
        var terms = Descriptions is null ? null : TermRows.Of(Descriptions.Over(interactions.Items), Terms);
        if (terms is not { Width: > 0 })
            throw new DataException("There is nothing to know items by: no two items have a word of the title, a category, a brand or a mark in common.")
            {
                Code = NoDescriptions, Hint = "Import the catalogue with titles or categories, or use a recipe that needs none.",
            };
        return new ContentModel(interactions.Items, terms, TasteMap.Fit(users, terms, Ridge, context), Likeness, HistoryHalfLife, Options);
    }

    private void Check() => new OptionFaults()
        .Require(Terms is >= 16 and <= 8192, Terms, "16 to 8,192")
        .Require(Ridge > 0 && double.IsFinite(Ridge), Ridge, "positive and finite")
        .Require(Likeness is >= 0 and <= 100, Likeness, "0 to 100")
        .Require(HistoryHalfLife > 0, HistoryHalfLife, "positive")
        .Require(LongestHistory >= 2, LongestHistory, "at least 2")
        .ThrowIfAny(Name);
}
