using Kirana.Data.Feedback;
using Kirana.Recommend.Evaluation;

namespace Kirana.Recommend.Ranking;

/// <summary>How far shoppers went with items in a time.</summary>
internal sealed class ReachedStages
{
    private readonly Interactions? _stages;
    private readonly int[] _places;

    /// <summary>Looks at what is known.</summary>
    /// <param name="stages">Events whose weights are stages; <see langword="null"/> if there are none besides purchases.</param>
    /// <param name="items">The items that are asked of.</param>
    public ReachedStages(Interactions? stages, IdMap items)
    {
        _stages = stages;
        _places = [.. (stages?.Items.Ids ?? []).Select(id => items.TryGetIndex(id, out var place) ? place : -1)];
    }

    /// <summary>The furthest stage of every item that a shopper dealt with; the right answers of a case were bought.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="request">Which one.</param>
    /// <param name="from">The first moment in UTC microseconds.</param>
    /// <param name="until">The first moment that no longer counts.</param>
    public Dictionary<int, OutcomeStage> Of(TestCases cases, int request, long from, long until)
    {
        var reached = new Dictionary<int, OutcomeStage>();
        foreach (var item in cases.TargetsOf(request))
            reached[item] = OutcomeStage.Purchase;
        if (_stages is null || !_stages.Users.TryGetIndex(cases.UserOf(request), out var user))
            return reached;
        var items = _stages.ItemsOf(user);
        var times = _stages.TimesOf(user);
        var weights = _stages.WeightsOf(user);
        for (var e = 0; e < items.Length; e++)
            if (_places[items[e]] is var place and >= 0 && times[e] >= from && times[e] < until)
                reached[place] = (OutcomeStage)Math.Max((int)reached.GetValueOrDefault(place), (int)Math.Clamp(weights[e], 1, (int)OutcomeStage.Purchase));
        return reached;
    }
}
