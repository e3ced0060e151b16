using Kirana.Data.Feedback;
using Kirana.Recommend;
using Kirana.Recommend.Lists;

namespace Kirana.Pipelines.Recommend;

/// <summary>What every user of a shop did, in a model's own item indices, as requests for everybody's lists.</summary>
internal sealed class ShopperHistories : IListRequests
{
    private readonly Interactions _histories;
    private readonly Interactions _looks;
    private readonly Interactions _opinions;
    private readonly int[] _hidden;
    private readonly bool _includeBought;
    private readonly long _now;

    private ShopperHistories(Interactions histories, Interactions looks, Interactions opinions, int[] hidden, bool includeBought, long now)
    {
        (_histories, _looks, _opinions) = (histories, looks, opinions);
        _hidden = hidden;
        _includeBought = includeBought;
        _now = now;
    }

    /// <summary>The users.</summary>
    public IdMap Users => _histories.Users;

    /// <inheritdoc/>
    public int Count => _histories.UserCount;

    /// <summary>Translates a shop's interactions; events of items the model does not know are left out.</summary>
    /// <param name="interactions">As the shop answers them.</param>
    /// <param name="looks">What users did besides buying, as the shop answers it.</param>
    /// <param name="opinions">What users said, as the shop answers it.</param>
    /// <param name="items">The model's items.</param>
    /// <param name="hidden">Indices of items that are never listed, ascending.</param>
    /// <param name="includeBought">Whether items of the history may be listed.</param>
    /// <param name="now">The moment of the request, UTC microseconds.</param>
    public static ShopperHistories Of(Interactions interactions, Interactions looks, Interactions opinions, IdMap items, int[] hidden, bool includeBought, long now)
    {
        var builder = new InteractionsBuilder(interactions.Users, items, interactions.UserCount);
        for (var user = 0; user < interactions.UserCount; user++)
            for (var i = 0; i < interactions.ItemsOf(user).Length; i++)
                if (items.TryGetIndex(interactions.Items[interactions.ItemsOf(user)[i]], out var item))
                    builder.Add(user, item, interactions.WeightsOf(user)[i], interactions.TimesOf(user)[i]);
        var histories = builder.Build();
        return new ShopperHistories(histories, Looks.Over(looks, histories), Opinions.Over(opinions, histories), hidden, includeBought, now);
    }

    /// <inheritdoc/>
    public Shopper ShopperOf(int request) => new(_histories.ItemsOf(request), _histories.WeightsOf(request), _histories.TimesOf(request), _now)
    {
        Looks = Looks.Of(_looks, request, _now), Opinions = Opinions.Of(_opinions, request, _now),
    };

    /// <inheritdoc/>
    public ReadOnlySpan<int> ExcludedFrom(int request)
    {
        var said = Opinions.Of(_opinions, request, _now);
        var own = _includeBought ? [] : _histories.ItemsOf(request);
        if (said.Items.IsEmpty)
            return own.IsEmpty ? _hidden : _hidden.Length == 0 ? own : (int[])[.. _hidden, .. own];
        var rated = new int[said.Items.Length];
        return (int[])[.. _hidden, .. own, .. rated.AsSpan(0, said.Rated(rated, _includeBought ? 0 : float.PositiveInfinity))];
    }
}
