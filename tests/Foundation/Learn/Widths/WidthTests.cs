using System.Reflection;
using Kirana.Numerics.Kernels;

namespace Kirana.Tests.Foundation.Learn.Widths;

public sealed class WidthTests
{
    private const string Variable = "KIRANA_SIMD";

    [Theory]
    [InlineData("scalar", SimdWidth.Scalar)]
    [InlineData("128", SimdWidth.Bits128)]
    [InlineData("256", SimdWidth.Bits256)]
    [InlineData("512", SimdWidth.Bits512)]
    public void Every_model_has_the_same_bytes_at_each_register_width(string wish, object width)
    {
        var expected = WidthModels.Fit();
        var own = FitAt(wish);

        Assert.Equal((int)(SimdWidth)width, own.Width);
        for (var i = 0; i < expected.Names.Length; i++)
            Assert.True(expected.Files[i].AsSpan().SequenceEqual(own.Files[i]), $"The model '{expected.Names[i]}' differs at {wish}.");
    }

    /// <summary>The width is read once, so it takes a copy of the library whose width has not been read yet.</summary>
    private static (int Width, string[] Names, byte[][] Files) FitAt(string wish)
    {
        var copy = new WidthCopy();
        // This copy's width is read by now; the variable is gone again before another test could see it in a copy of its own.
        var before = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, wish);
        try
        {
            var numerics = copy.LoadFromAssemblyName(typeof(Simd).Assembly.GetName());
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(numerics.GetType(typeof(Simd).FullName!)!.TypeHandle);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }

        var models = copy.LoadFromAssemblyName(typeof(WidthModels).Assembly.GetName()).GetType(typeof(WidthModels).FullName!)!;
        var result = ((int, string[], byte[][]))models.GetMethod(nameof(WidthModels.Fit), BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null)!;
        copy.Unload();
        return result;
    }
}
