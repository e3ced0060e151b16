using System.Reflection;
using System.Runtime.Loader;

namespace Kirana.Tests.Foundation.Learn.Widths;

/// <summary>A second copy of the library and of these tests in this process, with static fields of its own.</summary>
internal sealed class WidthCopy() : AssemblyLoadContext("width", isCollectible: true)
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
        return assemblyName.Name!.StartsWith("Kirana.", StringComparison.Ordinal) && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
