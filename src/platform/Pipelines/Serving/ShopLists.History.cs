using Kirana.Data.Feedback;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Serving;

/// <content>What is known of a shopper at a request: from the records in memory, from what came since, and from the visit.</content>
internal sealed partial class ShopLists
{
    private HistoryBuffer HistoryOf(in ListedShopper shopper, RecommendOptions options, out bool isKnown)
    {
        var row = -1;
        isKnown = !shopper.IsForgotten && _histories.Users.TryGetIndex(shopper.User, out row);
        var looks = !shopper.IsForgotten && _looks.Users.TryGetIndex(shopper.User, out var looker) ? looker : -1;
        var opinions = !shopper.IsForgotten && _opinions.Users.TryGetIndex(shopper.User, out var judge) ? judge : -1;
        var told = shopper.Since.Length + shopper.Visit.Count;
        var history = new HistoryBuffer(
            (isKnown ? _histories.ItemsOf(row).Length : 0) + told + shopper.Exclude.Count, (looks < 0 ? 0 : _looks.ItemsOf(looks).Length) + told, (opinions < 0 ? 0 : _opinions.ItemsOf(opinions).Length) + told);
        if (isKnown)
            AddHistory(ref history, row, shopper.Before, options);
        AddLooks(ref history, looks, shopper.Before);
        AddOpinions(ref history, opinions, shopper.Before);
        AddSince(ref history, shopper, options);
        AddVisit(ref history, shopper, options);
        history.ExcludeRated(disliked: options.IncludeBought);
        return history;
    }

    private void AddHistory(ref HistoryBuffer history, int row, long before, RecommendOptions options)
    {
        var items = _histories.ItemsOf(row);
        var weights = _histories.WeightsOf(row);
        var times = _histories.TimesOf(row);
        for (var i = 0; i < items.Length; i++)
        {
            var place = _places[items[i]];
            if (place < 0 || times[i] >= before)
                continue;
            if (place < _modelled)
                history.Add(place, weights[i], times[i]);
            if (!options.IncludeBought)
                history.Exclude(place);
        }
    }

    private void AddLooks(ref HistoryBuffer history, int row, long before)
    {
        if (row < 0)
            return;
        var items = _looks.ItemsOf(row);
        for (var i = 0; i < items.Length; i++)
            if (_looks.TimesOf(row)[i] < before)
                AddLook(ref history, _lookPlaces[items[i]], _looks.WeightsOf(row)[i], _looks.TimesOf(row)[i]);
    }

    private void AddOpinions(ref HistoryBuffer history, int row, long before)
    {
        if (row < 0)
            return;
        var items = _opinions.ItemsOf(row);
        for (var i = 0; i < items.Length; i++)
            if (_opinions.TimesOf(row)[i] < before)
                AddOpinion(ref history, _opinionPlaces[items[i]], _opinions.WeightsOf(row)[i], _opinions.TimesOf(row)[i]);
    }

    private void AddOpinion(ref HistoryBuffer history, int place, float code, long time)
    {
        if (code > 0 && place >= 0 && place < _modelled)
            history.AddOpinion(place, code, time);
        // What the model does not know has no features, but may be disliked all the same.
        else if (code > 0 && place >= 0 && Opinion.Of(code) is { Kind: OpinionKind.Rating, Value: < 0 })
            history.Exclude(place);
    }

    private void AddLook(ref HistoryBuffer history, int place, float stage, long time)
    {
        if (stage > 0 && place >= 0 && place < _modelled)
            history.AddLook(place, stage, time);
    }

    private void AddSince(ref HistoryBuffer history, in ListedShopper shopper, RecommendOptions options)
    {
        var visits = shopper.Now - (long)VisitWeights.Length.TotalMicroseconds;
        foreach (ref readonly var one in shopper.Since)
        {
            if (one.Time >= shopper.Before || !_items.TryGetIndex(one.Item, out var place))
                continue;
            // What the records in memory hold already is not told twice.
            if (one.Version > Records.Contents.Version)
            {
                AddLook(ref history, place, one.Stage, one.Time);
                AddOpinion(ref history, place, one.Opinion, one.Time);
            }

            if (one.Weight == 0)
                continue;
            if (one.IsVisit && one.Time < visits)
                continue;
            if (place < _modelled)
                history.Add(place, one.Weight, one.Time);
            if (!one.IsVisit && !options.IncludeBought)
                history.Exclude(place);
        }
    }

    private void AddVisit(ref HistoryBuffer history, in ListedShopper shopper, RecommendOptions options)
    {
        foreach (var one in shopper.Visit)
        {
            var weight = VisitWeights.Of(one.Kind);
            if (weight == 0 || !_items.TryGetIndex(one.Item, out var place))
                continue;
            var moment = one.Time is { } time ? Microseconds.Of(time) : shopper.Now;
            AddLook(ref history, place, ShopContents.LookStages.GetValueOrDefault(one.Kind), moment);
            if (one.Kind is "wishlist")
                AddOpinion(ref history, place, new Opinion(OpinionKind.Wish, 1).Code, moment);
            if (place < _modelled)
                history.Add(place, weight, moment);
            if (!options.IncludeBought && one.Kind is "purchase" or "cart")
                history.Exclude(place);
        }

        foreach (var item in shopper.Exclude)
            if (_items.TryGetIndex(item, out var place))
                history.Exclude(place);
    }
}
