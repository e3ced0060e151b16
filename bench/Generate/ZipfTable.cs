using Kirana.Numerics.Random;

namespace Kirana.Bench.Generate;

/// <summary>Draws ranks 0 … n − 1 with probability in proportion to 1 / (rank + shift)^s, by the alias method: one draw costs two look-ups.</summary>
/// <remarks>Walker, An efficient method for generating discrete random variables with general distributions, ACM TOMS 3(3), 1977.</remarks>
public sealed class ZipfTable
{
    private readonly float[] _keep;
    private readonly int[] _alias;

    public ZipfTable(int count, double exponent, double shift)
    {
        var weights = new double[count];
        for (var i = 0; i < count; i++)
            weights[i] = Math.Pow(i + shift, -exponent);
        var scale = count / weights.Sum();
        _keep = new float[count];
        _alias = new int[count];
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var i = count - 1; i >= 0; i--)
            ((weights[i] *= scale) < 1 ? small : large).Push(i);
        while (small.Count > 0 && large.Count > 0)
        {
            int low = small.Pop(), high = large.Pop();
            (_keep[low], _alias[low]) = ((float)weights[low], high);
            weights[high] -= 1 - weights[low];
            (weights[high] < 1 ? small : large).Push(high);
        }

        foreach (var rest in small.Concat(large))
            _keep[rest] = 1;
    }

    public int Draw(ref RandomStream random)
    {
        var bits = random.NextUInt64();
        var slot = (int)(((bits >> 32) * (ulong)_keep.Length) >> 32);
        return (uint)bits * (1f / uint.MaxValue) < _keep[slot] ? slot : _alias[slot];
    }
}
