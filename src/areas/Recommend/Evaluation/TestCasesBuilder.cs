using Kirana.Data.Feedback;

namespace Kirana.Recommend.Evaluation;

/// <summary>Collects the cases of a protocol.</summary>
/// <param name="histories">Where histories come from.</param>
/// <param name="repeats">Whether items of a history may be listed.</param>
/// <param name="moment">The moment of every request in UTC microseconds; by default that of the last known event of each.</param>
internal sealed class TestCasesBuilder(Interactions histories, bool repeats, long? moment = null)
{
    private readonly List<int> _rows = [];
    private readonly List<int> _lengths = [];
    private readonly List<int> _starts = [0];
    private readonly List<int> _targets = [];

    /// <summary>Adds a case, unless no right answer is left once items of the history are taken out where they may not be listed.</summary>
    /// <param name="row">The row of the history.</param>
    /// <param name="length">How many of its events are known.</param>
    /// <param name="answers">What followed; any order, repeats allowed.</param>
    public void Add(int row, int length, ReadOnlySpan<int> answers)
    {
        var distinct = new SortedSet<int>(answers.ToArray());
        if (!repeats)
            foreach (var item in histories.ItemsOf(row)[..length])
                distinct.Remove(item);
        if (distinct.Count == 0)
            return;
        _rows.Add(row);
        _lengths.Add(length);
        _targets.AddRange(distinct);
        _starts.Add(_targets.Count);
    }

    /// <summary>The cases in the order they were added.</summary>
    public TestCases Build() => new(histories, [.. _rows], [.. _lengths], [.. _starts], [.. _targets], repeats, moment);
}
