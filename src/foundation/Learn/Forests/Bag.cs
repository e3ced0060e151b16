namespace Kirana.Learn.Forests;

/// <summary>The rows a tree saw, a bit each.</summary>
internal sealed class Bag
{
    private readonly ulong[] _bits;

    private Bag(ulong[] bits) => _bits = bits;

    public static Bag Of(Bagging bagging, int tree)
    {
        var counts = new int[bagging.Rows];
        bagging.Draw(tree, counts);
        var bits = new ulong[(counts.Length + 63) / 64];
        for (var row = 0; row < counts.Length; row++)
            if (counts[row] > 0)
                bits[row >> 6] |= 1UL << row;
        return new Bag(bits);
    }

    public bool Has(int row) => (_bits[row >> 6] >> row & 1) != 0;
}
