using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Content;

/// <summary>Lets items of few users into the lists of a learner that cannot know them yet: each gets the place its content has among items that are known.</summary>
/// <remarks>
/// <para>For a shopper the items are ranked by content. A new item behind r known ones in that order gets the score of the known item of rank
/// <see cref="Caution"/> · r by the base, if its own is not higher: as good as content says and no better. Known items keep their order.</para>
/// </remarks>
public sealed record NewItems : IRecommenderLearner
{
    internal const string ModelKind = "new-items";

    /// <inheritdoc/>
    public string Name => ModelKind;

    /// <summary>The learner whose lists new items enter.</summary>
    public required IRecommenderLearner Base { get; init; }

    /// <summary>How items are known by their content.</summary>
    public required ContentItems Content { get; init; }

    /// <summary>An item of fewer users than this is new; at least 1, 5 by default.</summary>
    public int FewUsers { get; init; } = 5;

    /// <summary>How much farther back a new item stands than its content alone says, 1 to 100; 1 by default.</summary>
    public double Caution { get; init; } = 1;

    /// <summary>The items ranked by content and by the base, 10 to 100,000; 300 by default. Behind them no new item enters.</summary>
    public int Candidates { get; init; } = 300;

    /// <inheritdoc/>
    public string Options => LearnerOptions.Write(json =>
    {
        json.WriteNumber("fewUsers", FewUsers);
        json.WriteNumber("caution", Caution);
        json.WriteNumber("candidates", Candidates);
        foreach (var (part, learner) in new[] { ("base", Base), ("content", Content) })
        {
            json.WriteStartObject(part);
            json.WriteString("name", learner.Name);
            json.WritePropertyName("options");
            json.WriteRawValue(learner.Options);
            json.WriteEndObject();
        }
    });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        Check();
        ArgumentNullException.ThrowIfNull(interactions);
        var content = Content.Fit(interactions, context);
        return Join(Base.Fit(interactions, context), content, interactions);
    }

    /// <summary>Joins two models that were fitted already.</summary>
    /// <param name="model">The model of the base.</param>
    /// <param name="content">The model of the content, over the same items.</param>
    /// <param name="interactions">What they learnt from.</param>
    public NewItemsModel Join(IRecommender model, IRecommender content, Interactions interactions)
    {
        Check();
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(interactions);
        if (!ReferenceEquals(model.Items, content.Items))
            throw new ArgumentException("Both models need the same map of items.", nameof(content));
        var users = SparseRows.Merged(interactions).Transposed();
        var fresh = new int[model.Items.Count];
        for (var item = 0; item < fresh.Length; item++)
            fresh[item] = item >= users.RowCount || users.LengthOf(item) < FewUsers ? 1 : 0;
        return new NewItemsModel(model, content, fresh, Caution, Candidates, Options);
    }

    private void Check() => new OptionFaults()
        .Require(Base is not (NewItems or ContentItems), Base.Name, "any learner but content", nameof(Base))
        .Require(FewUsers >= 1, FewUsers, "at least 1")
        .Require(Caution is >= 1 and <= 100, Caution, "1 to 100")
        .Require(Candidates is >= 10 and <= 100_000, Candidates, "10 to 100,000")
        .ThrowIfAny(Name);
}
