using Kirana.Data;
using Kirana.Operate.Rules;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Recommend.Reranking;

namespace Kirana.Pipelines.Serving;

/// <content>Rules for lists: checked, tried and saved.</content>
public sealed partial class ShopServing
{
    /// <summary>Reads rules and looks for those that contradict each other.</summary>
    /// <param name="text">The rules as JSON.</param>
    /// <exception cref="DataException"><c>bad-rules</c>: they cannot be read; the message says where and what was expected.</exception>
    public CheckedRules CheckRules(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CheckedRules.Of(text, Shop.Settings, _snapshot.Records.Cards.All, _clock.GetUtcNow());
    }

    /// <summary>Saves rules; once it returns, every list heeds them.</summary>
    /// <param name="text">The rules as JSON.</param>
    /// <param name="after">The version the author had before the eyes, 0 for none; <see langword="null"/> if it does not matter.</param>
    /// <exception cref="DataException"><c>bad-rules</c>: they cannot be read; nothing was saved.</exception>
    /// <exception cref="InvalidOperationException">Somebody else saved another version meanwhile.</exception>
    public RuleVersion SaveRules(string text, int? after)
    {
        CheckRules(text);
        var saved = Shop.Rules.Save(text, after);
        Refresh();
        return saved;
    }

    /// <summary>A user's list as it is and as it would be under other rules. Nothing is saved.</summary>
    /// <param name="text">The rules as JSON.</param>
    /// <param name="user">The user's id.</param>
    /// <param name="options">How the list is to be.</param>
    /// <exception cref="DataException"><c>bad-rules</c>: they cannot be read. <c>no-model</c>: there is no model whose list could be shown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public RulePreview PreviewRules(string text, string user, RecommendOptions options)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(options);
        var findings = CheckRules(text).Findings;
        var snapshot = _snapshot;
        if (snapshot.Lists is not { } lists)
            throw new DataException(RecommendTraining.NoModel) { Code = "no-model", Hint = "Train, then come back." };
        var now = _clock.GetUtcNow();
        var tried = new ShopLists(lists.Version, lists.Recommender, lists.Records, lists.Popularity, ShopRules.Of(Shop, new RuleVersion(0, now, text), _clock), lists.Layered);
        var moment = Microseconds.Of(now);
        options = options with { Explain = true };
        var (before, after) = (Recommend(snapshot, lists, user, [], [], options, moment), Recommend(snapshot, tried, user, [], [], options, moment));
        return new RulePreview(before, after, PlaceChanges.Of(before.Items, after.Items, tried.Maker.Ruled, moment), findings);
    }
}
