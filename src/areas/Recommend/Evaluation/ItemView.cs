using Kirana.Data.Feedback;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Evaluation;

/// <summary>How known items are, and how alike, by the users who dealt with them.</summary>
internal sealed class ItemView
{
    /// <summary>The share of events that the head of the catalogue holds.</summary>
    private const double HeadShare = 0.8;

    private readonly SparseRows _users;
    private readonly int[] _ranks;
    private readonly int _headItems;
    private readonly int _userCount;

    /// <summary>Looks at the items of training data.</summary>
    public ItemView(Interactions train)
    {
        _users = SparseRows.Merged(train).Transposed();
        _userCount = Math.Max(1, train.UserCount);
        _ranks = new int[_users.RowCount];
        var total = (long)_users.Count;
        var seen = 0L;
        foreach (var (item, rank) in Enumerable.Range(0, _ranks.Length).OrderByDescending(_users.LengthOf).ThenBy(item => item).Select((item, rank) => (item, rank)))
        {
            _ranks[item] = rank;
            if (seen < HeadShare * total)
                _headItems = rank + 1;
            seen += _users.LengthOf(item);
        }
    }

    /// <summary>The place of an item by its users, from 0.</summary>
    public int RankOf(int item) => _ranks[item];

    /// <summary>Whether an item is of the head.</summary>
    public bool IsHead(int item) => _ranks[item] < _headItems;

    /// <summary>The mean of −log₂ of the share of users; an item without users counts as one of a single user. 0 for an empty list.</summary>
    public double NoveltyOf(ReadOnlySpan<int> items)
    {
        var sum = 0.0;
        foreach (var item in items)
            sum -= Elementary.Log(Math.Max(1, _users.LengthOf(item)) / (double)_userCount);
        return items.IsEmpty ? 0 : sum / items.Length / Elementary.Log(2.0);
    }

    /// <summary>1 − the mean cosine of the users of two items; 0 for a list of fewer than two.</summary>
    public double DiversityOf(ReadOnlySpan<int> items)
    {
        if (items.Length < 2)
            return 0;
        var sum = 0.0;
        for (var i = 0; i < items.Length; i++)
            for (var j = i + 1; j < items.Length; j++)
                sum += CosineOf(_users.ColumnsOf(items[i]), _users.ColumnsOf(items[j]));
        return 1 - 2 * sum / ((double)items.Length * (items.Length - 1));
    }

    private static double CosineOf(ReadOnlySpan<int> users, ReadOnlySpan<int> others)
    {
        if (users.IsEmpty || others.IsEmpty)
            return 0;
        int i = 0, j = 0, both = 0;
        while (i < users.Length && j < others.Length)
        {
            var (user, other) = (users[i], others[j]);
            both += user == other ? 1 : 0;
            i += user <= other ? 1 : 0;
            j += other <= user ? 1 : 0;
        }

        return both / Math.Sqrt((double)users.Length * others.Length);
    }
}
