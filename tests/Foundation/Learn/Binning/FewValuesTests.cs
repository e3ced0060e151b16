using CsCheck;
using Kirana.Learn.Binning;

namespace Kirana.Tests.Foundation.Learn.Binning;

public sealed class FewValuesTests
{
    [Fact]
    public void Counts_what_sorting_would_count() => Gen.Int[-1, 15].Array[0, 60].Sample(codes =>
    {
        float[] values = [.. codes.Select(code => code < 0 ? float.NaN : code - 7)];
        var (distinct, counts) = (new float[FewValues.Most], new int[FewValues.Most]);
        var found = FewValues.Count(values, distinct, counts);

        var expected = values.Where(value => !float.IsNaN(value)).GroupBy(value => value).OrderBy(group => group.Key).ToArray();
        Assert.Equal(expected.Select(group => group.Key), distinct[..found]);
        Assert.Equal(expected.Select(group => group.Count()), counts[..found]);
    });

    [Fact]
    public void Gives_up_at_one_value_too_many() =>
        Assert.Equal(-1, FewValues.Count([.. Enumerable.Range(0, FewValues.Most + 1).Select(i => (float)-i)], new float[FewValues.Most], new int[FewValues.Most]));
}
