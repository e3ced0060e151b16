using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Kirana.Learn.Forests;

/// <summary>A mark by which training rows are known again: a hash of their features, targets and weights.</summary>
internal static class TrainingMark
{
    private const int BlockRows = 1 << 14;

    /// <summary>The mark, 32 bytes.</summary>
    public static byte[] Of(LabelledRows rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new float[Math.Min(BlockRows, rows.Rows)];
        for (var f = 0; f < rows.Features.Features; f++)
            for (var start = 0; start < rows.Rows; start += block.Length)
            {
                var values = block.AsSpan(0, Math.Min(block.Length, rows.Rows - start));
                rows.Features.Read(f, start, values);
                hash.AppendData(MemoryMarshal.AsBytes(values));
            }

        hash.AppendData(MemoryMarshal.AsBytes(rows.Targets.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(rows.Weights.AsSpan()));
        return hash.GetHashAndReset();
    }
}
