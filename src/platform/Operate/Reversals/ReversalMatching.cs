using System.Runtime.InteropServices;
using Kirana.Operate.Stores;

namespace Kirana.Operate.Reversals;

/// <summary>Finds the purchase each return takes back.</summary>
/// <remarks>
/// Returns are taken in the order of their time, ties in the order of their keys, so that what is known of a day never depends on later returns:
/// <list type="number">
/// <item>A return that names a purchase takes back that one and no other.</item>
/// <item>Any other return of a known user takes back purchases of the same item by the same user that are not later than it: the latest at the
/// same price of which exactly its quantity is left; else the latest at the same price of which enough is left; else the latest one after the
/// other, at any price, until its quantity is used up.</item>
/// </list>
/// O((p + r) log p) but for users who return an item many times, whose purchases of that item are searched each time.
/// </remarks>
public static class ReversalMatching
{
    /// <summary>Matches returns to purchases.</summary>
    /// <param name="purchases">The purchases that can be meant, in any order; others do no harm.</param>
    /// <param name="returns">All returns of products, in any order.</param>
    /// <param name="reversals">Receives what was taken back, in the order of the returns.</param>
    /// <returns>How many returns found their purchases.</returns>
    public static ReversalReport Match(IReadOnlyList<Purchase> purchases, IReadOnlyList<Return> returns, ICollection<Reversal> reversals)
    {
        var book = new PurchaseBook(purchases);
        long matched = 0, partly = 0, unmatched = 0, units = 0;
        foreach (var back in returns.OrderBy(back => back.Time).ThenBy(back => back.Key))
        {
            var taken = 0L;
            foreach (var (purchase, quantity) in book.Take(back))
            {
                reversals.Add(new Reversal(purchase, back.Time, quantity));
                taken += quantity;
            }

            units += taken;
            if (taken == 0)
                unmatched++;
            else if (taken < back.Quantity)
                partly++;
            else
                matched++;
        }

        return new ReversalReport(returns.Count, matched, partly, unmatched, units / 10_000m);
    }

    // The purchases with what is left of each.
    private sealed class PurchaseBook
    {
        private readonly Purchase[] _purchases;
        private readonly long[] _left;
        private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
        private readonly Dictionary<(string User, string Item), List<int>> _byPair = [];

        public PurchaseBook(IReadOnlyList<Purchase> purchases)
        {
            _purchases = [.. purchases.OrderBy(purchase => purchase.Time).ThenBy(purchase => purchase.Key)];
            _left = Array.ConvertAll(_purchases, purchase => purchase.Quantity);
            for (var i = 0; i < _purchases.Length; i++)
            {
                if (_purchases[i].Id is { } id)
                    _byId.TryAdd(id, i);
                if (_purchases[i].User is { } user)
                    (CollectionsMarshal.GetValueRefOrAddDefault(_byPair, (user, _purchases[i].Item), out _) ??= []).Add(i);
            }
        }

        public IEnumerable<(UInt128 Purchase, long Quantity)> Take(Return back)
        {
            if (back.Reverses is { } named)
                return _byId.TryGetValue(named, out var purchase) ? Take([purchase], back.Quantity) : [];
            if (back.User is not { } user || !_byPair.TryGetValue((user, back.Item), out var bought))
                return [];
            var earlier = bought.TakeWhile(i => _purchases[i].Time <= back.Time).Reverse().ToList();
            var samePrice = earlier.Where(i => _purchases[i].UnitPrice == back.UnitPrice);
            var best = samePrice.Where(i => _left[i] == back.Quantity)
                .Concat(samePrice.Where(i => _left[i] > back.Quantity)).Take(1);
            return Take([.. best, .. earlier], back.Quantity);
        }

        private IEnumerable<(UInt128 Purchase, long Quantity)> Take(IReadOnlyList<int> candidates, long wanted)
        {
            foreach (var i in candidates)
            {
                var quantity = Math.Min(wanted, _left[i]);
                if (quantity <= 0)
                    continue;
                _left[i] -= quantity;
                wanted -= quantity;
                yield return (_purchases[i].Key, quantity);
            }
        }
    }
}
