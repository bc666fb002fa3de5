import com.oracle.svm.core.ParsingReason;
import com.oracle.svm.core.feature.InternalFeature;
import java.lang.ref.Reference;
import java.util.stream.Stream;
import jdk.graal.compiler.nodes.graphbuilderconf.GraphBuilderConfiguration.Plugins;
import jdk.graal.compiler.nodes.graphbuilderconf.GraphBuilderContext;
import jdk.graal.compiler.nodes.graphbuilderconf.InvocationPlugin;
import jdk.graal.compiler.nodes.graphbuilderconf.InvocationPlugin.RequiredInvocationPlugin;
import jdk.graal.compiler.nodes.graphbuilderconf.InvocationPlugins;
import jdk.graal.compiler.nodes.java.LoadFieldNode;
import jdk.graal.compiler.phases.util.Providers;
import jdk.vm.ci.meta.JavaKind;
import jdk.vm.ci.meta.ResolvedJavaField;
import jdk.vm.ci.meta.ResolvedJavaMethod;

/**
 * Compiles the native method {@code Reference.get0}, which JDK 25.0.5 has and the image builder
 * 25.0.4 does not know, as what {@code Reference.get} was before: a load of the field {@code
 * referent}. For scripts/lib/image-builder.
 */
public final class ReferenceGet implements InternalFeature {

  private static final String METHOD = "get0";

  @Override
  public boolean isInConfiguration(IsInConfigurationAccess access) {
    return Stream.of(Reference.class.getDeclaredMethods())
        .anyMatch(method -> method.getName().equals(METHOD));
  }

  @Override
  public void registerInvocationPlugins(
      Providers providers, Plugins plugins, ParsingReason reason) {
    new InvocationPlugins.Registration(plugins.getInvocationPlugins(), Reference.class)
        .register(new LoadReferent());
  }

  private static final class LoadReferent extends RequiredInvocationPlugin {

    LoadReferent() {
      super(METHOD, InvocationPlugin.Receiver.class);
    }

    @Override
    public boolean apply(
        GraphBuilderContext builder,
        ResolvedJavaMethod method,
        InvocationPlugin.Receiver receiver) {
      ResolvedJavaField referent =
          Stream.of(method.getDeclaringClass().getInstanceFields(false))
              .filter(field -> field.getName().equals("referent"))
              .findFirst()
              .orElseThrow();
      builder.addPush(
          JavaKind.Object,
          LoadFieldNode.create(builder.getAssumptions(), receiver.get(true), referent));
      return true;
    }
  }
}
