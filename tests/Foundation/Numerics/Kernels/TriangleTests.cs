using System.Numerics;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Numerics.Kernels;

public class TriangleTests
{
    [Fact]
    public void Copies_one_triangle_over_the_other_at_every_width()
    {
        foreach (var n in (int[])[.. Enumerable.Range(0, 20), 31, 32, 33, 64, 70, 100])
            foreach (var width in (SimdWidth[])[.. Samples.Widths, SimdWidth.Scalar])
                foreach (var fromLower in (bool[])[true, false])
                {
                    Check<float>(n, width, fromLower);
                    Check<double>(n, width, fromLower);
                }

        static void Check<T>(int n, SimdWidth width, bool fromLower) where T : unmanaged, IFloatingPointIeee754<T>
        {
            var before = Samples.Vector<T>(n * n, 1);
            var after = before.ToArray();
            Triangle.Copy<T>(width, after, n, fromLower);
            for (var i = 0; i < n; i++)
                for (var j = 0; j <= i; j++)
                {
                    var kept = fromLower ? before[i * n + j] : before[j * n + i];
                    Assert.Equal(kept, after[i * n + j]);
                    Assert.Equal(kept, after[j * n + i]);
                }
        }
    }
}
